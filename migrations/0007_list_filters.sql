CREATE INDEX `sites_by_type` ON `sites` (`account_id`,`site_type`,`id`) WHERE deleted_at IS NULL;--> statement-breakpoint
CREATE INDEX `sites_by_activity` ON `sites` (`account_id`,`is_active`,`id`) WHERE deleted_at IS NULL;--> statement-breakpoint
CREATE INDEX `integrations_by_platform` ON `connections` (`account_id`,`platform`,`id`) WHERE deleted_at IS NULL AND site_id IS NOT NULL;--> statement-breakpoint
CREATE INDEX `integrations_by_enabled` ON `connections` (`account_id`,`enabled`,`id`) WHERE deleted_at IS NULL AND site_id IS NOT NULL;--> statement-breakpoint
CREATE INDEX `integrations_by_sync` ON `connections` (`account_id`,`sync_enabled`,`id`) WHERE deleted_at IS NULL AND site_id IS NOT NULL;