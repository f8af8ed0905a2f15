window.addEventListener("load", () => {
  const shown = new URLSearchParams(location.search).get("document") === "studio" ? "studio" : "v1";
  document.querySelector(`nav [data-document="${shown}"]`).setAttribute("aria-current", "page");
  window.Redoc.init(
    shown === "studio" ? "/api/openapi.json" : "/api/v1/openapi.json",
    { hideDownloadButton: false, expandResponses: "200,201,202", scrollYOffset: "nav" },
    document.getElementById("redoc"),
  );
});
