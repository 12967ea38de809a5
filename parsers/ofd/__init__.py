"""OFD, the national fixed layout format (GB/T 33190-2016): its package, its geometry, and what stands on its pages."""
