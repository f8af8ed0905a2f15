CREATE INDEX `clusters_by_folded_name` ON `clusters` (`account_id`,`name_folded`,`id`) WHERE deleted_at IS NULL;--> statement-breakpoint
CREATE INDEX `clusters_by_volume` ON `clusters` (`account_id`,`volume`,`id`) WHERE deleted_at IS NULL;--> statement-breakpoint
CREATE INDEX `clusters_by_size` ON `clusters` (`account_id`,`keywords_count`,`id`) WHERE deleted_at IS NULL;--> statement-breakpoint
CREATE INDEX `content_ideas_by_type` ON `content_ideas` (`account_id`,`content_type`,`id`) WHERE deleted_at IS NULL;--> statement-breakpoint
CREATE INDEX `content_ideas_by_structure` ON `content_ideas` (`account_id`,`content_structure`,`id`) WHERE deleted_at IS NULL;--> statement-breakpoint
CREATE INDEX `keywords_by_keyword` ON `keywords` (`account_id`,`keyword_folded`,`id`) WHERE deleted_at IS NULL;--> statement-breakpoint
CREATE INDEX `keywords_by_country` ON `keywords` (`account_id`,`country`,`id`) WHERE deleted_at IS NULL;--> statement-breakpoint
CREATE INDEX `keywords_by_disabled` ON `keywords` (`account_id`,`disabled`,`id`) WHERE deleted_at IS NULL;--> statement-breakpoint
CREATE INDEX `seed_keywords_by_text` ON `seed_keywords` (`keyword`,`id`);--> statement-breakpoint
CREATE INDEX `content_by_title` ON `content` (`account_id`,`title`,`id`) WHERE deleted_at IS NULL;--> statement-breakpoint
CREATE INDEX `content_by_update` ON `content` (`account_id`,`updated_at`,`id`) WHERE deleted_at IS NULL;--> statement-breakpoint
CREATE INDEX `content_by_length` ON `content` (`account_id`,`word_count`,`id`) WHERE deleted_at IS NULL;--> statement-breakpoint
CREATE INDEX `tasks_by_title` ON `tasks` (`account_id`,`title`,`id`) WHERE deleted_at IS NULL;