import { raw } from "hono/html";
import { isCoverAlt } from "../../../providers/images/cover-text.ts";
import { wordlessUrl } from "../../content/picture-files.ts";
import { DateOf, renderDocument } from "./layout.tsx";
import type { ArticlePage, PageLink, Picture } from "./page-types.ts";
import { articleStructuredData } from "./structured-data.ts";

/** Silent reading of English non-fiction: 238 words a minute (Brysbaert 2019, Journal of Memory and Language 109). */
const WORDS_PER_MINUTE = 238;

/** The page of one article as a complete HTML document. Everything but `article.html` is escaped. */
export function renderArticle(page: ArticlePage): string {
  const { site, article } = page;
  const head = {
    title: article.metaTitle || article.title,
    description: article.metaDescription || article.excerpt,
    canonicalUrl: article.url,
    kind: "article" as const,
    image: article.image,
    article,
    structuredData: articleStructuredData(page),
  };
  return renderDocument(
    site,
    head,
    <article class="article">
      <header>
        {article.category && <p class="eyebrow">{article.category}</p>}
        <h1>{article.title}</h1>
        <Byline {...page} />
      </header>
      {article.image && <Cover image={article.image} />}
      <div class="body">{raw(article.html)}</div>
      {article.tags.length > 0 && <Tags tags={article.tags} />}
      {article.related.length > 0 && <Related links={article.related} />}
    </article>,
  );
}

/** Below its title a picture does not say it again, neither in letters nor to who listens to the page. */
function Cover({ image }: { image: Picture }) {
  return (
    <div class="cover">
      <img
        src={wordlessUrl(image.url)}
        alt={isCoverAlt(image.alt) ? "" : image.alt}
        width={image.width}
        height={image.height}
        fetchpriority="high"
        decoding="async"
      />
    </div>
  );
}

/** Minutes to read `wordCount` words, at least one. */
export function readingMinutes(wordCount: number): number {
  return Math.max(1, Math.round(wordCount / WORDS_PER_MINUTE));
}

function Byline({ site, article }: ArticlePage) {
  const updated = article.updatedAt.slice(0, 10) > article.publishedAt.slice(0, 10);
  return (
    <p class="byline">
      <span>
        <DateOf site={site} at={article.publishedAt} />
      </span>
      {" · "}
      <span>{readingMinutes(article.wordCount)} min read</span>
      {updated && (
        <>
          {" · "}
          <span>
            Updated <DateOf site={site} at={article.updatedAt} />
          </span>
        </>
      )}
    </p>
  );
}

function Tags({ tags }: { tags: string[] }) {
  return (
    <ul class="tags" aria-label="Tags">
      {tags.map((tag) => (
        <li>{tag}</li>
      ))}
    </ul>
  );
}

function Related({ links }: { links: PageLink[] }) {
  return (
    <nav class="related" aria-labelledby="related">
      <div>
        <h2 id="related">Keep reading</h2>
        <ul>
          {links.map((link) => (
            <li>
              <a href={link.url}>{link.title}</a>
            </li>
          ))}
        </ul>
      </div>
    </nav>
  );
}
