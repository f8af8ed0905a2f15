import { wordlessUrl } from "../../content/picture-files.ts";
import { DateOf, renderDocument } from "./layout.tsx";
import type { ArticleSummary, IndexPage, NotFoundPage, Site } from "./page-types.ts";

/** One page of the list of articles, newest first, as a complete HTML document. */
export function renderIndex(page: IndexPage): string {
  const { site, articles } = page;
  const head = {
    title: page.page > 1 ? `${site.name} – page ${page.page}` : site.name,
    description: site.description,
    canonicalUrl: page.url,
    kind: "website" as const,
    image: articles[0]?.image ?? null,
    previousUrl: page.newerUrl,
    nextUrl: page.olderUrl,
  };
  return renderDocument(
    site,
    head,
    <div class="list">
      <div class="intro">
        <h1>{site.name}</h1>
        {site.description && <p>{site.description}</p>}
      </div>
      {articles.length === 0 ? (
        <p>Nothing has been published here yet.</p>
      ) : (
        <ol class="cards">
          {articles.map((article, index) => (
            <Card site={site} article={article} isFirst={index === 0} />
          ))}
        </ol>
      )}
      {page.pageCount > 1 && <Pages {...page} />}
    </div>,
  );
}

/** The answer to an address of the site that leads nowhere; send it with its status. */
export function renderNotFound({ site, status }: NotFoundPage): string {
  const head = {
    title: `Page not found – ${site.name}`,
    description: "",
    canonicalUrl: null,
    kind: "website" as const,
  };
  return renderDocument(
    site,
    head,
    <div class="missing">
      <p class="eyebrow">{status}</p>
      <h1>{status === 410 ? "This page was taken down" : "This page does not exist"}</h1>
      {status === 404 && <p>It may have been moved, or the address is not quite right.</p>}
      <p>
        <a href={site.url}>All articles on {site.name}</a>
      </p>
    </div>,
  );
}

/** The title's link covers the whole card; the picture says nothing that the title does not, so it has no text of its own. */
function Card({ site, article, isFirst }: { site: Site; article: ArticleSummary; isFirst: boolean }) {
  return (
    <li>
      <article class={article.image ? "card pictured" : "card"}>
        {article.image && (
          <img
            src={wordlessUrl(article.image.url)}
            alt=""
            width={article.image.width}
            height={article.image.height}
            loading={isFirst ? "eager" : "lazy"}
            decoding="async"
          />
        )}
        <div>
          {article.category && <p class="eyebrow">{article.category}</p>}
          <h2>
            <a href={article.url}>{article.title}</a>
          </h2>
          <p>{article.excerpt}</p>
          <p class="when">
            <DateOf site={site} at={article.publishedAt} />
          </p>
        </div>
      </article>
    </li>
  );
}

function Pages({ page, pageCount, newerUrl, olderUrl }: IndexPage) {
  return (
    <nav class="pages" aria-label="Pages">
      {newerUrl ? (
        <a rel="prev" href={newerUrl}>
          ← Newer
        </a>
      ) : (
        <span />
      )}
      <span>
        Page {page} of {pageCount}
      </span>
      {olderUrl ? (
        <a rel="next" href={olderUrl}>
          Older →
        </a>
      ) : (
        <span />
      )}
    </nav>
  );
}
