"""Values as JSON, one module a subject: the shapes that scripts rely on. They may grow, never change."""
