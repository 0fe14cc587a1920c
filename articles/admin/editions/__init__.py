"""The editions on the desk."""
