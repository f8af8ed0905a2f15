import { type Call, filtered, forbidden, type Reply, RestError } from "./wordpress-http.ts";
import { media } from "./wordpress-media.ts";
import { posts } from "./wordpress-posts.ts";
import { capabilitiesOf, type Site } from "./wordpress-site.ts";
import { terms } from "./wordpress-terms.ts";

/** Answers one REST request; `path` is below the root: `/`, `/wp/v2/posts/12`. */
export async function answerRest(call: Omit<Call, "route">, path: string): Promise<Reply> {
  try {
    const reply = (await route({ ...call, route: path.replace(/\/+$/, "") || "/" })) ?? noRoute();
    return filtered(reply, call.query);
  } catch (error) {
    if (error instanceof RestError) return error.reply;
    throw error;
  }
}

function noRoute(): never {
  throw new RestError(404, "rest_no_route", "No route was found matching the URL and request method.");
}

async function route(call: Call): Promise<Reply | undefined> {
  if (call.route === "/") return call.method === "GET" ? { status: 200, body: index(call.site) } : undefined;
  const [, noun = "", idText] = /^\/wp\/v2(?:\/([a-z]+)(?:\/(\w+))?)?$/.exec(call.route) ?? [];
  if (call.route === "/wp/v2") return { status: 200, body: { namespace: "wp/v2", routes: {} } };
  if (noun === "users") return idText === "me" && call.method === "GET" ? currentUser(call) : undefined;
  if (idText !== undefined && !/^\d+$/.test(idText)) return undefined;
  const id = idText === undefined ? null : Number(idText);
  if (noun === "posts") return posts(call, "post", id);
  if (noun === "pages") return posts(call, "page", id);
  if (noun === "categories") return terms(call, "category", id);
  if (noun === "tags") return terms(call, "post_tag", id);
  if (noun === "media") return await media(call, id);
  return undefined;
}

/** Application passwords are offered over plain http only where the environment is `local`, which this one claims to be. */
function index(site: Site): Record<string, unknown> {
  const authorization = `${site.url}/wp-admin/authorize-application.php`;
  return {
    ...{ name: site.name, description: "Just another WordPress site", url: site.url, home: site.url },
    ...{ gmt_offset: "0", timezone_string: "", namespaces: ["oembed/1.0", "wp/v2", "wp-site-health/v1"] },
    authentication: { "application-passwords": { endpoints: { authorization } } },
    routes: {},
  };
}

function currentUser({ user, query, site }: Call): Reply {
  if (!user) throw forbidden(user, "rest_not_logged_in", "You are not currently logged in.");
  const isEdit = query.get("context") === "edit";
  const capabilities = Object.fromEntries(capabilitiesOf(user).map((capability) => [capability, true]));
  const body = {
    ...{
      id: user.id,
      name: user.login,
      url: "",
      description: "",
      link: `${site.url}/author/${user.login}/`,
      slug: user.login,
      meta: [],
    },
    ...(isEdit && {
      ...{ username: user.login, email: `${user.login}@example.com`, locale: "en_US", roles: [user.role] },
      ...{ capabilities: { ...capabilities, [user.role]: true }, extra_capabilities: { [user.role]: true } },
    }),
  };
  return { status: 200, body };
}
