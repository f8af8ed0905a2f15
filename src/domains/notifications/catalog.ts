import {
  NOTIFICATION_GROUPS,
  NOTIFICATION_TYPES,
  type NotificationType,
  type SEVERITIES,
} from "../../db/tables/notifications.ts";

type Group = (typeof NOTIFICATION_GROUPS)[number];

interface Entry {
  severity: (typeof SEVERITIES)[number];
  /** The seed's filter words; a type can stand in two groups. */
  groups: readonly Group[];
  action: { label: string; url: string } | null;
}

const action = (label: string, url: string) => ({ label, url });

/** One entry per type: how grave it is, in which groups it is found, where it leads. */
export const CATALOG: Record<NotificationType, Entry> = {
  ai_cluster_complete: {
    severity: "success",
    groups: ["ai_task"],
    action: action("View Clusters", "/planner/clusters"),
  },
  ai_cluster_failed: { severity: "error", groups: ["ai_task"], action: action("View Keywords", "/planner/keywords") },
  ai_ideas_complete: { severity: "success", groups: ["ai_task"], action: action("View Ideas", "/planner/ideas") },
  ai_ideas_failed: { severity: "error", groups: ["ai_task"], action: action("View Clusters", "/planner/clusters") },
  ai_content_complete: { severity: "success", groups: ["ai_task"], action: action("View Content", "/writer/content") },
  ai_content_failed: { severity: "error", groups: ["ai_task"], action: action("View Tasks", "/writer/tasks") },
  ai_images_complete: { severity: "success", groups: ["ai_task"], action: action("View Images", "/writer/images") },
  ai_images_failed: { severity: "error", groups: ["ai_task"], action: action("View Images", "/writer/images") },
  ai_prompts_complete: { severity: "success", groups: ["ai_task"], action: action("View Images", "/writer/images") },
  ai_prompts_failed: { severity: "error", groups: ["ai_task"], action: action("View Images", "/writer/images") },
  content_ready_review: { severity: "info", groups: ["content"], action: action("Review", "/writer/review") },
  content_published: {
    severity: "success",
    groups: ["content"],
    action: action("View Published", "/writer/published"),
  },
  content_publish_failed: {
    severity: "error",
    groups: ["content"],
    action: action("View Published", "/writer/published"),
  },
  wordpress_sync_success: { severity: "success", groups: ["integration"], action: action("View Sites", "/sites") },
  wordpress_sync_failed: { severity: "error", groups: ["integration"], action: action("View Sites", "/sites") },
  credits_low: { severity: "warning", groups: ["credit", "billing"], action: action("View Usage", "/account/usage") },
  credits_depleted: {
    severity: "error",
    groups: ["credit", "billing"],
    action: action("View Plans", "/account/plans"),
  },
  site_setup_complete: { severity: "success", groups: ["system"], action: action("View Sites", "/sites") },
  keywords_imported: {
    severity: "success",
    groups: ["system", "info"],
    action: action("View Keywords", "/planner/keywords"),
  },
  system_info: { severity: "info", groups: ["system", "info"], action: null },
};

/** Every word that `?notification_type=` takes: the groups, then the exact types. */
export const filterWords = (): string[] => [...NOTIFICATION_GROUPS, ...NOTIFICATION_TYPES];

/** The exact types that a filter word means: a group's types, or the one type of that name; null for neither. */
export function typesMatching(word: string): NotificationType[] | null {
  const matching = NOTIFICATION_TYPES.filter(
    (type) => type === word || (CATALOG[type].groups as readonly string[]).includes(word),
  );
  return matching.length > 0 ? matching : null;
}
