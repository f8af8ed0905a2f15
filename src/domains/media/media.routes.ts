import { createRouter } from "../../http/router.ts";
import { servePicture } from "./media.service.ts";

/** `/media/{file_id}.{extension}`: open to all, outside the API and its documents. */
export const mediaRoutes = createRouter();

mediaRoutes.get("/:file", (c) => servePicture(c.var.system, c.req.param("file"), c.req.header("if-none-match")));
