import { env } from "cloudflare:workers";
import { it } from "vitest";
import { newAccount } from "../kit/account.ts";
it("x", async () => {
  const a = await newAccount();
  const site = (await a.call("/api/v1/auth/sites/", { json: { name: `B` } })).body.data.id;
  await env.DB.prepare(`INSERT INTO content (uuid, account_id, site_id, title, slug, body_format, secondary_keywords, tags, content_type,
         content_structure, status, shown_status, metadata, created_at, updated_at)
       WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000)
       SELECT ?1 || '-' || i, ?1, ?2, 'Title ' || i, 's', 'html', '[]', '[]', 'post', 'article',
         iif(i % 2, 'archived', iif(i%4, 'review','idea')), iif(i % 2, 'archived', iif(i%4, 'review','idea')), '{}', i, i FROM n`).bind(a.id, site).run();
  await env.DB.prepare("insert into content_tags (account_id, tag, content_id) select account_id, 'x', id from content where id % 100 = 0 and account_id=?").bind(a.id).run();
  const q = async (sql: string, ...p: unknown[]) => { const e = await env.DB.prepare("explain query plan "+sql).bind(...p).all(); const x = await env.DB.prepare(sql).bind(...p).all(); console.log(sql, "\n", x.results.length, "rows; read", x.meta.rows_read, e.results.map((y:any)=>y.detail).join(" | ")); };
  const W = "account_id=?1 and deleted_at is null";
  const S = "shown_status in ('idea','drafting','review','ready','scheduled','published')";

  await q(`select id, title from content where ${W} and ${S} order by title desc, id desc limit 10`, a.id);
  await q(`select id, title from content where ${W} and ${S} order by title desc, id desc`, a.id);
  await q(`select id, title, count(*) over () from content where ${W} and ${S} order by title desc, id desc limit 10`, a.id);
  await q(`select id, title, count(*) over () as t from content where ${W} and ${S} limit 10`, a.id);
  await q(`with m as materialized (select id, title from content where ${W} and ${S}) select id, (select count(*) from m) from m order by title desc, id desc limit 10`, a.id);
  await q(`select json_group_array(json_array(title, id)) from content where ${W} and ${S}`, a.id);
  await q(`select value from (select json_group_array(json_array(title, id)) as j from content where ${W} and ${S}) as x, json_each(x.j) order by json_extract(value,'$[0]') desc limit 10`, a.id);
  await q(`select json_group_array(id order by title desc, id desc) from content where ${W} and ${S}`, a.id);
  const u = ['idea','drafting','review','ready','scheduled','published'].map(x => `select * from content where ${W} and shown_status='${x}'`).join(" union all ");
  await q(`${u} order by id desc limit 10`, a.id);
  await q(`${u} order by id desc limit 10 offset 200`, a.id);
  await q(`select * from content where ${W} and ${S} order by +id desc limit 10`, a.id);
});
