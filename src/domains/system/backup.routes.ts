import { body, ok, success } from "../../http/envelope.ts";
import { createRouter, route } from "../../http/router.ts";
import {
  CopiedFiles,
  CopiedObject,
  CopiedRows,
  FileQuery,
  FilesQuery,
  LookUpRowsBody,
  ObjectQuery,
  presentFiles,
  presentStarted,
  RowsQuery,
  StartedBackup,
} from "./backup.schemas.ts";
import { lookUpRows, readObject, readRows, startBackup } from "./backup.service.ts";
import { listFiles, readFile } from "./backup-files.service.ts";

/** What `npm run backup` reads. A page is about a megabyte, however large the deployment is. */
export const backupRoutes = createRouter();

const OPERATED = {
  tags: ["Operator"],
  permission: "operator" as const,
  rate: "copying" as const,
  fails: ["not_found" as const],
};

backupRoutes.openapi(
  route({
    method: "post",
    path: "/",
    operationId: "startBackup",
    summary: "Begin a backup: what there is to copy",
    ...OPERATED,
    responses: { 200: ok(StartedBackup, "The backup's id, and each database with its tables") },
  }),
  async (c) => c.json(success(presentStarted(await startBackup(c.var.system))), 200),
);

backupRoutes.openapi(
  route({
    method: "get",
    path: "/rows",
    operationId: "readBackupRows",
    summary: "Read a page of a table",
    ...OPERATED,
    request: { query: RowsQuery },
    responses: { 200: ok(CopiedRows, "The rows that follow; none when that was all") },
  }),
  async (c) => {
    const { backup_id, database, table, after } = c.req.valid("query");
    const rows = await readRows(c.var.system, { backupId: backup_id, database, table }, after);
    return c.json(success({ rows }), 200);
  },
);

backupRoutes.openapi(
  route({
    method: "post",
    path: "/lookup",
    operationId: "lookUpBackupRows",
    summary: "Read rows again that changed while they were copied",
    ...OPERATED,
    request: body(LookUpRowsBody),
    responses: { 200: ok(CopiedRows, "Those of the rows that exist") },
  }),
  async (c) => {
    const { backup_id, columns, values, ...place } = c.req.valid("json");
    const rows = await lookUpRows(c.var.system, { backupId: backup_id, ...place }, columns, values);
    return c.json(success({ rows }), 200);
  },
);

backupRoutes.openapi(
  route({
    method: "get",
    path: "/object",
    operationId: "readBackupObject",
    summary: "Read a page of what an account's Durable Object keeps",
    ...OPERATED,
    request: { query: ObjectQuery },
    responses: { 200: ok(CopiedObject, "Its ledger, revocations, idempotency answers and wake-ups") },
  }),
  async (c) => {
    const { backup_id, account_id, after } = c.req.valid("query");
    return c.json(success(await readObject(c.var.system, backup_id, account_id, after ?? null)), 200);
  },
);

backupRoutes.openapi(
  route({
    method: "get",
    path: "/files",
    operationId: "listBackupFiles",
    summary: "List the files in R2",
    ...OPERATED,
    request: { query: FilesQuery },
    responses: { 200: ok(CopiedFiles, "The files that follow") },
  }),
  async (c) => {
    const { backup_id, after } = c.req.valid("query");
    return c.json(success(presentFiles(await listFiles(c.var.system, backup_id, after ?? ""))), 200);
  },
);

const BYTES = { type: "string" as const, format: "binary", description: "The bytes of the file" };

backupRoutes.openapi(
  route({
    method: "get",
    path: "/file",
    operationId: "readBackupFile",
    summary: "Read a file of R2",
    ...OPERATED,
    request: { query: FileQuery },
    responses: { 200: { description: "Its bytes", content: { "application/octet-stream": { schema: BYTES } } } },
  }),
  async (c) => {
    const { backup_id, key } = c.req.valid("query");
    const file = await readFile(c.var.system, backup_id, key);
    return c.body(file.body, 200, {
      "Content-Type": "application/octet-stream",
      "Content-Length": String(file.size),
    });
  },
);
