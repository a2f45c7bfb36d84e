"""What is being served: snapshots of the knowledge, and answers from them."""
