"""Who is who: areas, partnerships, organisations, people, the posts they hold and the powers they lend."""
