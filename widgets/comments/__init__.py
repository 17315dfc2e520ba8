"""What people remark about a map: the panel of comments, and the bubbles on what they are about."""
