import { body, ok, success } from "../../http/envelope.ts";
import { createRouter, route } from "../../http/router.ts";
import { writeFile } from "./backup-files.service.ts";
import {
  FinishedRestore,
  presentFinished,
  presentStarted,
  RestoreBody,
  StartedRestore,
  StartRestoreBody,
  WriteFileQuery,
  WriteObjectBody,
  WriteRowsBody,
  Written,
  WrittenObject,
} from "./restore.schemas.ts";
import { finishRestore, startRestore, writeObject, writeRows } from "./restore.service.ts";

/** What `npm run restore` writes. Each call may be repeated until it is answered. */
export const restoreRoutes = createRouter();

const OPERATED = { tags: ["Operator"], permission: "operator" as const, rate: "copying" as const };

/** A page of a backup is about a megabyte; a single row may have two, and more as JSON. */
const MAX_PAGE_BYTES = 16_000_000;
/** A file is held in memory whole, twice. */
const MAX_FILE_BYTES = 25_000_000;

restoreRoutes.openapi(
  route({
    method: "post",
    path: "/",
    operationId: "startRestore",
    summary: "Begin to load a backup into an empty deployment, or go on with it",
    description: "From then on every other route answers 503 `UNAVAILABLE`, until `finish`.",
    ...OPERATED,
    fails: ["conflict"],
    request: body(StartRestoreBody),
    responses: { 200: ok(StartedRestore, "What is there already") },
  }),
  async (c) => {
    const { backup_id, key_check, accept_other_keys, ...rest } = c.req.valid("json");
    const backup = { ...rest, backupId: backup_id, keyCheck: key_check, acceptOtherKeys: accept_other_keys };
    return c.json(success(presentStarted(backup_id, await startRestore(c.var.system, backup))), 200);
  },
);

restoreRoutes.openapi(
  route({
    method: "post",
    path: "/rows",
    operationId: "restoreRows",
    summary: "Load a page of a table",
    ...OPERATED,
    fails: ["not_found", "conflict"],
    maxBodyBytes: MAX_PAGE_BYTES,
    request: body(WriteRowsBody),
    responses: { 200: ok(Written, "The rows are there") },
  }),
  async (c) => {
    const { backup_id, rows, ...place } = c.req.valid("json");
    await writeRows(c.var.system, { backupId: backup_id, ...place }, rows);
    return c.json(success({ written: rows.length }), 200);
  },
);

restoreRoutes.openapi(
  route({
    method: "post",
    path: "/object",
    operationId: "restoreObject",
    summary: "Load a page of an account's Durable Object",
    ...OPERATED,
    fails: ["not_found", "conflict"],
    maxBodyBytes: MAX_PAGE_BYTES,
    request: body(WriteObjectBody),
    responses: { 200: ok(WrittenObject, "Whether its ledger adds up") },
  }),
  async (c) => {
    const { backup_id, account_id, tables, last } = c.req.valid("json");
    const object = { backupId: backup_id, accountId: account_id, tables, last };
    return c.json(success(await writeObject(c.var.system, object)), 200);
  },
);

const BYTES = { type: "string" as const, format: "binary", description: "The bytes of the file, at most 25 MB" };

restoreRoutes.openapi(
  route({
    method: "post",
    path: "/file",
    operationId: "restoreFile",
    summary: "Load a file into R2",
    ...OPERATED,
    fails: ["not_found"],
    maxBodyBytes: MAX_FILE_BYTES,
    request: {
      query: WriteFileQuery,
      body: { required: true, content: { "application/octet-stream": { schema: BYTES } } },
    },
    responses: { 200: ok(Written, "The file is there") },
  }),
  async (c) => {
    const { backup_id, ...file } = c.req.valid("query");
    const bytes = await c.req.arrayBuffer();
    await writeFile(c.var.system, { backupId: backup_id, ...file }, bytes);
    return c.json(success({ written: bytes.byteLength }), 200);
  },
);

restoreRoutes.openapi(
  route({
    method: "post",
    path: "/finish",
    operationId: "finishRestore",
    summary: "End a restore: let everybody in",
    ...OPERATED,
    fails: ["not_found"],
    request: body(RestoreBody),
    responses: { 200: ok(FinishedRestore, "When it ended") },
  }),
  async (c) => {
    const { backup_id } = c.req.valid("json");
    return c.json(success(presentFinished(backup_id, await finishRestore(c.var.system, backup_id))), 200);
  },
);
