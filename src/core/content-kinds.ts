/** What kinds of page there are, and how they can be built; the words of the API, the tables and the language models. */
export const CONTENT_TYPES = ["post", "page", "product", "taxonomy"] as const;
export const CONTENT_STRUCTURES = [
  "article",
  "guide",
  "comparison",
  "review",
  "listicle",
  "landing_page",
  "business_page",
  "service_page",
  "general",
  "cluster_hub",
  "product_page",
  "category_archive",
  "tag_archive",
  "attribute_archive",
] as const;
