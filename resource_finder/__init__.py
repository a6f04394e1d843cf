"""Missouri Reentry Resource Finder: who near me can help, will they take me, how do I get there."""
