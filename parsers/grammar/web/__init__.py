"""What a copy from a web page has round its text: menus, breadcrumb, source line, links at the foot."""
