import type { ArticlePage } from "./page-types.ts";
import { languageOf } from "./page-types.ts";

/** schema.org Article and BreadcrumbList of one page, as JSON that may stand inside a `<script>` element. */
export function articleStructuredData({ site, article }: ArticlePage): string {
  const publisher = { "@type": "Organization", name: site.name, url: site.url };
  const steps = [
    { name: site.name, item: site.url },
    { name: article.title, item: article.url },
  ];
  return jsonForScript({
    "@context": "https://schema.org",
    "@graph": [
      {
        "@type": "Article",
        headline: article.title,
        description: article.metaDescription || article.excerpt,
        mainEntityOfPage: article.url,
        url: article.url,
        datePublished: article.publishedAt,
        dateModified: article.updatedAt,
        inLanguage: languageOf(site),
        wordCount: article.wordCount,
        author: publisher,
        publisher,
        ...(article.image && {
          image: {
            "@type": "ImageObject",
            url: article.image.url,
            width: article.image.width,
            height: article.image.height,
          },
        }),
        ...(article.category && { articleSection: article.category }),
        ...(article.tags.length > 0 && { keywords: article.tags.join(", ") }),
      },
      {
        "@type": "BreadcrumbList",
        itemListElement: steps.map((step, index) => ({ "@type": "ListItem", position: index + 1, ...step })),
      },
    ],
  });
}

/** No `<` survives, so the text can neither close its element nor open a comment in it. */
function jsonForScript(value: unknown): string {
  return JSON.stringify(value).replaceAll("<", "\\u003c");
}
