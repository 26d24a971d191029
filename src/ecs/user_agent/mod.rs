//! `user_agent.*`: who says they sent a request.
