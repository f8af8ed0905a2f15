window.addEventListener("load", () => {
  window.SwaggerUIBundle({
    urls: [
      { name: "v1", url: "/api/v1/openapi.json" },
      { name: "studio", url: "/api/openapi.json" },
    ],
    dom_id: "#swagger-ui",
    layout: "StandaloneLayout",
    presets: [window.SwaggerUIBundle.presets.apis, window.SwaggerUIStandalonePreset],
    deepLinking: true,
    displayRequestDuration: true,
    docExpansion: "none",
    filter: true,
    // Nothing leaves this origin.
    validatorUrl: null,
  });
});
