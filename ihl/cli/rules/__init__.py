"""ihl rules: for those who write rules. One module a command."""
