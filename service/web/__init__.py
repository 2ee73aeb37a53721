"""The web page: server-rendered, complete without JavaScript, in French, Vietnamese and English."""
