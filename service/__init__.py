"""How does a question get an answer? Online: reads an index generation and answers over HTTP or the command line."""
