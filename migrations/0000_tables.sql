CREATE TABLE `adaptations` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`account_id` integer NOT NULL,
	`content_id` integer NOT NULL,
	`platform` text NOT NULL,
	`title` text,
	`body` text NOT NULL,
	`thread_parts` text,
	`canonical_url` text,
	`origin` text NOT NULL,
	`source_revision` integer NOT NULL,
	`revision` integer DEFAULT 1 NOT NULL,
	`metadata` text NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`account_id`,`content_id`) REFERENCES `content`(`account_id`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `adaptations_by_platform` ON `adaptations` (`account_id`,`content_id`,`platform`);--> statement-breakpoint
CREATE UNIQUE INDEX `adaptations_account_id` ON `adaptations` (`account_id`,`id`);--> statement-breakpoint
CREATE TABLE `api_keys` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`account_id` integer NOT NULL,
	`site_id` integer,
	`name` text NOT NULL,
	`prefix` text NOT NULL,
	`secret_hash` text NOT NULL,
	`scopes` text NOT NULL,
	`created_by` integer NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer,
	`revoked_at` integer,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `api_keys_prefix_unique` ON `api_keys` (`prefix`);--> statement-breakpoint
CREATE INDEX `api_keys_live` ON `api_keys` (`account_id`,`id`) WHERE revoked_at IS NULL;--> statement-breakpoint
CREATE UNIQUE INDEX `api_keys_account_id` ON `api_keys` (`account_id`,`id`);--> statement-breakpoint
CREATE TABLE `audit_entries` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`account_id` integer NOT NULL,
	`actor` text NOT NULL,
	`action` text NOT NULL,
	`target` text,
	`details` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `audit_entries_by_account` ON `audit_entries` (`account_id`,`id`);--> statement-breakpoint
CREATE INDEX `audit_entries_by_time` ON `audit_entries` (`created_at`);--> statement-breakpoint
CREATE TABLE `directory_audit_entries` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`account_id` integer NOT NULL,
	`actor` text NOT NULL,
	`action` text NOT NULL,
	`target` text,
	`details` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `directory_audit_entries_by_account` ON `directory_audit_entries` (`account_id`,`id`);--> statement-breakpoint
CREATE INDEX `directory_audit_entries_by_time` ON `directory_audit_entries` (`created_at`);--> statement-breakpoint
CREATE TABLE `credit_prices` (
	`operation` text PRIMARY KEY NOT NULL,
	`display_name` text NOT NULL,
	`tokens_per_credit` integer,
	`minimum_credits` integer NOT NULL,
	`basic_credits` integer,
	`quality_credits` integer,
	`premium_credits` integer,
	`is_active` integer DEFAULT true NOT NULL
);
--> statement-breakpoint
CREATE TABLE `credit_transactions` (
	`id` text PRIMARY KEY NOT NULL,
	`account_id` integer NOT NULL,
	`sequence` integer NOT NULL,
	`entry_kind` text NOT NULL,
	`transaction_type` text NOT NULL,
	`debit_account` text NOT NULL,
	`credit_account` text NOT NULL,
	`amount` integer NOT NULL,
	`available_change` integer NOT NULL,
	`balance_after` integer NOT NULL,
	`description` text NOT NULL,
	`reference_id` text,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `credit_transactions_by_sequence` ON `credit_transactions` (`account_id`,`sequence`);--> statement-breakpoint
CREATE INDEX `credit_transactions_by_type` ON `credit_transactions` (`account_id`,`transaction_type`,`sequence`);--> statement-breakpoint
CREATE INDEX `credit_transactions_by_reference` ON `credit_transactions` (`account_id`,`reference_id`);--> statement-breakpoint
CREATE TABLE `credit_usage` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`account_id` integer NOT NULL,
	`job_id` text NOT NULL,
	`site_id` integer,
	`operation` text NOT NULL,
	`credits_used` integer NOT NULL,
	`tokens_in` integer NOT NULL,
	`tokens_out` integer NOT NULL,
	`model` text NOT NULL,
	`related_type` text,
	`related_id` integer,
	`metadata` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `credit_usage_by_job` ON `credit_usage` (`account_id`,`job_id`,`operation`);--> statement-breakpoint
CREATE INDEX `credit_usage_by_time` ON `credit_usage` (`account_id`,`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `credit_usage_by_operation` ON `credit_usage` (`account_id`,`operation`,`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `credit_usage_by_site` ON `credit_usage` (`account_id`,`site_id`,`created_at`,`id`);--> statement-breakpoint
CREATE TABLE `clusters` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`account_id` integer NOT NULL,
	`site_id` integer NOT NULL,
	`sector_id` integer NOT NULL,
	`name` text NOT NULL,
	`name_folded` text NOT NULL,
	`description` text DEFAULT '' NOT NULL,
	`status` text DEFAULT 'new' NOT NULL,
	`disabled` integer DEFAULT false NOT NULL,
	`method` text NOT NULL,
	`keywords_count` integer DEFAULT 0 NOT NULL,
	`volume` integer DEFAULT 0 NOT NULL,
	`difficulty_average` integer DEFAULT 0 NOT NULL,
	`ideas_count` integer DEFAULT 0 NOT NULL,
	`content_count` integer DEFAULT 0 NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`deleted_at` integer,
	FOREIGN KEY (`account_id`,`site_id`,`sector_id`) REFERENCES `sectors`(`account_id`,`site_id`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `clusters_by_name` ON `clusters` (`account_id`,`sector_id`,`name_folded`) WHERE deleted_at IS NULL;--> statement-breakpoint
CREATE INDEX `clusters_by_folded_name` ON `clusters` (`account_id`,`name_folded`,`id`) WHERE deleted_at IS NULL;--> statement-breakpoint
CREATE INDEX `clusters_by_volume` ON `clusters` (`account_id`,`volume`,`id`) WHERE deleted_at IS NULL;--> statement-breakpoint
CREATE INDEX `clusters_by_difficulty` ON `clusters` (`account_id`,`difficulty_average`,`id`) WHERE deleted_at IS NULL;--> statement-breakpoint
CREATE INDEX `clusters_by_size` ON `clusters` (`account_id`,`keywords_count`,`id`) WHERE deleted_at IS NULL;--> statement-breakpoint
CREATE INDEX `clusters_live` ON `clusters` (`account_id`,`id`) WHERE deleted_at IS NULL;--> statement-breakpoint
CREATE INDEX `clusters_by_site` ON `clusters` (`account_id`,`site_id`,`status`,`id`) WHERE deleted_at IS NULL;--> statement-breakpoint
CREATE INDEX `clusters_by_sector` ON `clusters` (`account_id`,`sector_id`,`id`) WHERE deleted_at IS NULL;--> statement-breakpoint
CREATE INDEX `clusters_by_status` ON `clusters` (`account_id`,`status`,`id`) WHERE deleted_at IS NULL;--> statement-breakpoint
CREATE UNIQUE INDEX `clusters_account_id` ON `clusters` (`account_id`,`id`);--> statement-breakpoint
CREATE TABLE `connections` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`uuid` text NOT NULL,
	`account_id` integer NOT NULL,
	`site_id` integer,
	`platform` text NOT NULL,
	`display_name` text NOT NULL,
	`identity` text NOT NULL,
	`credentials` text,
	`config` text NOT NULL,
	`enabled` integer DEFAULT true NOT NULL,
	`sync_enabled` integer DEFAULT false NOT NULL,
	`sync_status` text DEFAULT 'idle' NOT NULL,
	`last_sync_at` integer,
	`sync_error` text,
	`healthy` integer,
	`health_code` text,
	`checked_at` integer,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`deleted_at` integer,
	FOREIGN KEY (`account_id`,`site_id`) REFERENCES `sites`(`account_id`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `connections_uuid_unique` ON `connections` (`uuid`);--> statement-breakpoint
CREATE UNIQUE INDEX `connections_by_identity` ON `connections` (`account_id`,`platform`,`identity`) WHERE deleted_at IS NULL;--> statement-breakpoint
CREATE INDEX `connections_live` ON `connections` (`account_id`,`id`) WHERE deleted_at IS NULL;--> statement-breakpoint
CREATE INDEX `connections_by_site` ON `connections` (`account_id`,`site_id`,`platform`,`id`) WHERE deleted_at IS NULL;--> statement-breakpoint
CREATE INDEX `connections_by_platform` ON `connections` (`account_id`,`platform`,`id`) WHERE deleted_at IS NULL;--> statement-breakpoint
CREATE INDEX `integrations_by_platform` ON `connections` (`account_id`,`platform`,`id`) WHERE deleted_at IS NULL AND site_id IS NOT NULL;--> statement-breakpoint
CREATE INDEX `integrations_by_enabled` ON `connections` (`account_id`,`enabled`,`id`) WHERE deleted_at IS NULL AND site_id IS NOT NULL;--> statement-breakpoint
CREATE INDEX `integrations_by_sync` ON `connections` (`account_id`,`sync_enabled`,`id`) WHERE deleted_at IS NULL AND site_id IS NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX `connections_account_id` ON `connections` (`account_id`,`id`);--> statement-breakpoint
CREATE TABLE `content` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`uuid` text NOT NULL,
	`account_id` integer NOT NULL,
	`site_id` integer,
	`sector_id` integer,
	`cluster_id` integer,
	`task_id` integer,
	`title` text NOT NULL,
	`slug` text NOT NULL,
	`body_markdown` text DEFAULT '' NOT NULL,
	`body_html` text DEFAULT '' NOT NULL,
	`body_format` text NOT NULL,
	`excerpt` text DEFAULT '' NOT NULL,
	`meta_title` text DEFAULT '' NOT NULL,
	`meta_description` text DEFAULT '' NOT NULL,
	`primary_keyword` text,
	`secondary_keywords` text NOT NULL,
	`tags` text NOT NULL,
	`project` text,
	`content_type` text NOT NULL,
	`content_structure` text NOT NULL,
	`studio_type` text DEFAULT 'article' NOT NULL,
	`status` text NOT NULL,
	`shown_status` text NOT NULL,
	`site_status` text DEFAULT 'not_published' NOT NULL,
	`scheduled_publish_at` integer,
	`source` text DEFAULT 'keyline' NOT NULL,
	`external_id` text,
	`external_url` text,
	`external_type` text,
	`sync_status` text DEFAULT 'native' NOT NULL,
	`word_count` integer DEFAULT 0 NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	`revision` integer DEFAULT 1 NOT NULL,
	`metadata` text NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`deleted_at` integer,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`account_id`,`site_id`) REFERENCES `sites`(`account_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`account_id`,`sector_id`) REFERENCES `sectors`(`account_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`account_id`,`cluster_id`) REFERENCES `clusters`(`account_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`account_id`,`task_id`) REFERENCES `tasks`(`account_id`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `content_uuid_unique` ON `content` (`uuid`);--> statement-breakpoint
CREATE INDEX `content_by_title` ON `content` (`account_id`,`title`,`id`) WHERE deleted_at IS NULL;--> statement-breakpoint
CREATE INDEX `content_by_update` ON `content` (`account_id`,`updated_at`,`id`) WHERE deleted_at IS NULL;--> statement-breakpoint
CREATE INDEX `content_by_length` ON `content` (`account_id`,`word_count`,`id`) WHERE deleted_at IS NULL;--> statement-breakpoint
CREATE INDEX `content_live` ON `content` (`account_id`,`id`) WHERE deleted_at IS NULL;--> statement-breakpoint
CREATE INDEX `content_by_site` ON `content` (`account_id`,`site_id`,`shown_status`,`id`) WHERE deleted_at IS NULL;--> statement-breakpoint
CREATE INDEX `content_by_sector` ON `content` (`account_id`,`sector_id`,`id`) WHERE deleted_at IS NULL;--> statement-breakpoint
CREATE INDEX `content_by_status` ON `content` (`account_id`,`shown_status`,`id`) WHERE deleted_at IS NULL;--> statement-breakpoint
CREATE INDEX `content_by_cluster` ON `content` (`account_id`,`cluster_id`,`id`) WHERE deleted_at IS NULL;--> statement-breakpoint
CREATE INDEX `content_by_task` ON `content` (`account_id`,`task_id`,`id`) WHERE deleted_at IS NULL;--> statement-breakpoint
CREATE INDEX `content_by_type` ON `content` (`account_id`,`content_type`,`id`) WHERE deleted_at IS NULL;--> statement-breakpoint
CREATE INDEX `content_by_structure` ON `content` (`account_id`,`content_structure`,`id`) WHERE deleted_at IS NULL;--> statement-breakpoint
CREATE INDEX `content_by_studio_type` ON `content` (`account_id`,`studio_type`,`id`) WHERE deleted_at IS NULL;--> statement-breakpoint
CREATE INDEX `content_by_site_status` ON `content` (`account_id`,`site_status`,`id`) WHERE deleted_at IS NULL;--> statement-breakpoint
CREATE INDEX `content_by_source` ON `content` (`account_id`,`source`,`id`) WHERE deleted_at IS NULL;--> statement-breakpoint
CREATE INDEX `content_by_project` ON `content` (`account_id`,`project`,`id`) WHERE deleted_at IS NULL;--> statement-breakpoint
CREATE INDEX `content_by_external` ON `content` (`account_id`,`site_id`,`external_id`) WHERE external_id IS NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX `content_account_id` ON `content` (`account_id`,`id`);--> statement-breakpoint
CREATE TABLE `content_tags` (
	`account_id` integer NOT NULL,
	`tag` text NOT NULL,
	`content_id` integer NOT NULL,
	PRIMARY KEY(`account_id`, `tag`, `content_id`),
	FOREIGN KEY (`account_id`,`content_id`) REFERENCES `content`(`account_id`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `content_tags_by_content` ON `content_tags` (`account_id`,`content_id`);--> statement-breakpoint
CREATE TABLE `content_taxonomies` (
	`account_id` integer NOT NULL,
	`content_id` integer NOT NULL,
	`taxonomy_id` integer NOT NULL,
	PRIMARY KEY(`account_id`, `content_id`, `taxonomy_id`),
	FOREIGN KEY (`account_id`,`content_id`) REFERENCES `content`(`account_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`account_id`,`taxonomy_id`) REFERENCES `taxonomies`(`account_id`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `content_taxonomies_by_taxonomy` ON `content_taxonomies` (`account_id`,`taxonomy_id`);--> statement-breakpoint
CREATE TABLE `taxonomies` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`account_id` integer NOT NULL,
	`site_id` integer NOT NULL,
	`name` text NOT NULL,
	`slug` text NOT NULL,
	`taxonomy_type` text NOT NULL,
	`description` text DEFAULT '' NOT NULL,
	`parent_id` integer,
	`external_id` text,
	`external_taxonomy` text,
	`sync_status` text DEFAULT 'native' NOT NULL,
	`content_count` integer DEFAULT 0 NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`deleted_at` integer,
	FOREIGN KEY (`account_id`,`site_id`) REFERENCES `sites`(`account_id`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `taxonomies_by_slug` ON `taxonomies` (`account_id`,`site_id`,`taxonomy_type`,`slug`);--> statement-breakpoint
CREATE UNIQUE INDEX `taxonomies_by_external` ON `taxonomies` (`account_id`,`site_id`,`external_taxonomy`,`external_id`);--> statement-breakpoint
CREATE INDEX `taxonomies_live` ON `taxonomies` (`account_id`,`id`) WHERE deleted_at IS NULL;--> statement-breakpoint
CREATE INDEX `taxonomies_by_type` ON `taxonomies` (`account_id`,`taxonomy_type`,`id`) WHERE deleted_at IS NULL;--> statement-breakpoint
CREATE UNIQUE INDEX `taxonomies_account_id` ON `taxonomies` (`account_id`,`id`);--> statement-breakpoint
CREATE TABLE `account_moves` (
	`account_id` integer PRIMARY KEY NOT NULL,
	`from_shard` integer NOT NULL,
	`to_shard` integer NOT NULL,
	`phase` text NOT NULL,
	`table_index` integer NOT NULL,
	`cursor` text,
	`rows` integer NOT NULL,
	`restarts` integer NOT NULL,
	`sums` text NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `site_addresses` (
	`public_slug` text PRIMARY KEY NOT NULL,
	`account_id` integer NOT NULL,
	`site_id` integer,
	`domain` text,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `site_addresses_site_id_unique` ON `site_addresses` (`site_id`);--> statement-breakpoint
CREATE INDEX `site_addresses_by_domain` ON `site_addresses` (`domain`,`site_id`);--> statement-breakpoint
CREATE INDEX `site_addresses_unfinished` ON `site_addresses` (`created_at`) WHERE site_id IS NULL;--> statement-breakpoint
CREATE TABLE `events` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`uuid` text NOT NULL,
	`account_id` integer NOT NULL,
	`type` text NOT NULL,
	`payload` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `events_uuid_unique` ON `events` (`uuid`);--> statement-breakpoint
CREATE INDEX `events_by_account` ON `events` (`account_id`,`id`);--> statement-breakpoint
CREATE INDEX `events_by_time` ON `events` (`created_at`);--> statement-breakpoint
CREATE TABLE `deployments` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`account_id` integer NOT NULL,
	`site_id` integer NOT NULL,
	`version` integer NOT NULL,
	`deployment_type` text NOT NULL,
	`status` text NOT NULL,
	`items_deployed` integer NOT NULL,
	`started_at` integer NOT NULL,
	`completed_at` integer,
	`error_log` text,
	`metadata` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`account_id`,`site_id`) REFERENCES `sites`(`account_id`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `deployments_by_version` ON `deployments` (`account_id`,`site_id`,`version`);--> statement-breakpoint
CREATE INDEX `deployments_all` ON `deployments` (`account_id`,`id`);--> statement-breakpoint
CREATE INDEX `deployments_by_status` ON `deployments` (`account_id`,`status`,`id`);--> statement-breakpoint
CREATE TABLE `site_pages` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`account_id` integer NOT NULL,
	`site_id` integer NOT NULL,
	`content_id` integer NOT NULL,
	`slug` text NOT NULL,
	`title` text NOT NULL,
	`body_html` text NOT NULL,
	`excerpt` text NOT NULL,
	`meta_title` text NOT NULL,
	`meta_description` text NOT NULL,
	`image_url` text,
	`image_alt` text,
	`image_width` integer,
	`image_height` integer,
	`category` text,
	`tags` text NOT NULL,
	`word_count` integer NOT NULL,
	`revision` integer NOT NULL,
	`version` integer NOT NULL,
	`views` integer DEFAULT 0 NOT NULL,
	`published_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`retracted_at` integer,
	FOREIGN KEY (`account_id`,`site_id`) REFERENCES `sites`(`account_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`account_id`,`content_id`) REFERENCES `content`(`account_id`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `site_pages_live` ON `site_pages` (`account_id`,`site_id`,`published_at`,`id`) WHERE retracted_at IS NULL;--> statement-breakpoint
CREATE UNIQUE INDEX `site_pages_by_content` ON `site_pages` (`account_id`,`site_id`,`content_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `site_pages_by_slug` ON `site_pages` (`account_id`,`site_id`,`slug`);--> statement-breakpoint
CREATE TABLE `content_ideas` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`account_id` integer NOT NULL,
	`site_id` integer NOT NULL,
	`sector_id` integer NOT NULL,
	`cluster_id` integer,
	`title` text NOT NULL,
	`description` text DEFAULT '' NOT NULL,
	`outline` text NOT NULL,
	`target_keywords` text NOT NULL,
	`content_type` text NOT NULL,
	`content_structure` text NOT NULL,
	`intent` text,
	`estimated_word_count` integer NOT NULL,
	`status` text DEFAULT 'new' NOT NULL,
	`disabled` integer DEFAULT false NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`deleted_at` integer,
	FOREIGN KEY (`account_id`,`site_id`,`sector_id`) REFERENCES `sectors`(`account_id`,`site_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`account_id`,`cluster_id`) REFERENCES `clusters`(`account_id`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `content_ideas_by_type` ON `content_ideas` (`account_id`,`content_type`,`id`) WHERE deleted_at IS NULL;--> statement-breakpoint
CREATE INDEX `content_ideas_by_structure` ON `content_ideas` (`account_id`,`content_structure`,`id`) WHERE deleted_at IS NULL;--> statement-breakpoint
CREATE INDEX `content_ideas_live` ON `content_ideas` (`account_id`,`id`) WHERE deleted_at IS NULL;--> statement-breakpoint
CREATE INDEX `content_ideas_by_site` ON `content_ideas` (`account_id`,`site_id`,`status`,`id`) WHERE deleted_at IS NULL;--> statement-breakpoint
CREATE INDEX `content_ideas_by_sector` ON `content_ideas` (`account_id`,`sector_id`,`id`) WHERE deleted_at IS NULL;--> statement-breakpoint
CREATE INDEX `content_ideas_by_status` ON `content_ideas` (`account_id`,`status`,`id`) WHERE deleted_at IS NULL;--> statement-breakpoint
CREATE INDEX `content_ideas_by_cluster` ON `content_ideas` (`account_id`,`cluster_id`,`id`) WHERE deleted_at IS NULL;--> statement-breakpoint
CREATE UNIQUE INDEX `content_ideas_account_id` ON `content_ideas` (`account_id`,`id`);--> statement-breakpoint
CREATE TABLE `directory_idempotency_keys` (
	`account_id` integer NOT NULL,
	`key_hash` text NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`account_id`, `key_hash`)
);
--> statement-breakpoint
CREATE INDEX `directory_idempotency_keys_by_time` ON `directory_idempotency_keys` (`created_at`);--> statement-breakpoint
CREATE TABLE `idempotency_keys` (
	`account_id` integer NOT NULL,
	`key_hash` text NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`account_id`, `key_hash`)
);
--> statement-breakpoint
CREATE INDEX `idempotency_keys_by_time` ON `idempotency_keys` (`created_at`);--> statement-breakpoint
CREATE TABLE `accounts` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`uuid` text NOT NULL,
	`shard` integer DEFAULT 1 NOT NULL,
	`name` text NOT NULL,
	`slug` text NOT NULL,
	`plan_slug` text NOT NULL,
	`status` text DEFAULT 'active' NOT NULL,
	`status_after_move` text,
	`copy_due` integer DEFAULT false NOT NULL,
	`billing_email` text,
	`timezone` text DEFAULT 'UTC' NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`plan_slug`) REFERENCES `plans`(`slug`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `accounts_uuid_unique` ON `accounts` (`uuid`);--> statement-breakpoint
CREATE UNIQUE INDEX `accounts_slug_unique` ON `accounts` (`slug`);--> statement-breakpoint
CREATE INDEX `accounts_by_shard` ON `accounts` (`shard`);--> statement-breakpoint
CREATE INDEX `accounts_to_copy` ON `accounts` (`id`) WHERE copy_due = 1;--> statement-breakpoint
CREATE TABLE `plans` (
	`slug` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`included_credits` integer NOT NULL,
	`max_sites` integer,
	`max_users` integer,
	`max_keywords` integer
);
--> statement-breakpoint
CREATE TABLE `refresh_tokens` (
	`token_hash` text PRIMARY KEY NOT NULL,
	`account_id` integer NOT NULL,
	`session_id` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`used_at` integer,
	FOREIGN KEY (`account_id`,`session_id`) REFERENCES `sessions`(`account_id`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `refresh_tokens_by_session` ON `refresh_tokens` (`account_id`,`session_id`);--> statement-breakpoint
CREATE INDEX `refresh_tokens_by_expiry` ON `refresh_tokens` (`expires_at`);--> statement-breakpoint
CREATE TABLE `sessions` (
	`id` text PRIMARY KEY NOT NULL,
	`account_id` integer NOT NULL,
	`user_id` integer NOT NULL,
	`created_at` integer NOT NULL,
	`revoked_at` integer,
	`revoked_reason` text,
	FOREIGN KEY (`account_id`,`user_id`) REFERENCES `users`(`account_id`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `sessions_by_user` ON `sessions` (`account_id`,`user_id`);--> statement-breakpoint
CREATE INDEX `sessions_ended` ON `sessions` (`revoked_at`) WHERE revoked_at IS NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX `sessions_account_id` ON `sessions` (`account_id`,`id`);--> statement-breakpoint
CREATE TABLE `site_members` (
	`account_id` integer NOT NULL,
	`user_id` integer NOT NULL,
	`site_id` integer NOT NULL,
	PRIMARY KEY(`account_id`, `user_id`, `site_id`),
	FOREIGN KEY (`account_id`,`user_id`) REFERENCES `users`(`account_id`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `users` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`account_id` integer NOT NULL,
	`email` text NOT NULL,
	`username` text NOT NULL,
	`first_name` text NOT NULL,
	`last_name` text NOT NULL,
	`password_hash` text NOT NULL,
	`role` text NOT NULL,
	`is_active` integer DEFAULT true NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `users_email_unique` ON `users` (`email`);--> statement-breakpoint
CREATE UNIQUE INDEX `users_account_id` ON `users` (`account_id`,`id`);--> statement-breakpoint
CREATE TABLE `job_steps` (
	`account_id` integer NOT NULL,
	`job_id` text NOT NULL,
	`name` text NOT NULL,
	`position` integer NOT NULL,
	`value` text NOT NULL,
	`operation` text,
	`credits` integer NOT NULL,
	`tokens_in` integer NOT NULL,
	`tokens_out` integer NOT NULL,
	`model` text,
	`finished_at` integer NOT NULL,
	PRIMARY KEY(`account_id`, `job_id`, `name`),
	FOREIGN KEY (`account_id`,`job_id`) REFERENCES `jobs`(`account_id`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `job_turns` (
	`queue` text NOT NULL,
	`account_id` integer NOT NULL,
	`turn_at` integer,
	PRIMARY KEY(`account_id`, `queue`)
);
--> statement-breakpoint
CREATE INDEX `job_turns_in_line` ON `job_turns` (`queue`,`turn_at`,`account_id`) WHERE turn_at IS NOT NULL;--> statement-breakpoint
CREATE TABLE `jobs` (
	`id` text PRIMARY KEY NOT NULL,
	`account_id` integer NOT NULL,
	`site_id` integer,
	`run_id` text,
	`parent_id` text,
	`type` text NOT NULL,
	`queue` text NOT NULL,
	`state` text NOT NULL,
	`input` text NOT NULL,
	`subject` integer,
	`operation` text,
	`progress` integer DEFAULT 0 NOT NULL,
	`phase` text DEFAULT 'queued' NOT NULL,
	`result` text,
	`error_code` text,
	`error` text,
	`estimated_credits` integer DEFAULT 0 NOT NULL,
	`credits` integer,
	`settled_at` integer,
	`attempts` integer DEFAULT 0 NOT NULL,
	`max_attempts` integer NOT NULL,
	`lease_until` integer,
	`run_after` integer NOT NULL,
	`requested_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`started_at` integer,
	`finished_at` integer
);
--> statement-breakpoint
CREATE INDEX `jobs_all` ON `jobs` (`account_id`,`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `jobs_by_state` ON `jobs` (`account_id`,`state`,`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `jobs_by_type` ON `jobs` (`account_id`,`type`,`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `jobs_by_site` ON `jobs` (`account_id`,`site_id`,`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `jobs_open` ON `jobs` (`account_id`,`type`,`subject`) WHERE finished_at IS NULL;--> statement-breakpoint
CREATE INDEX `jobs_ready` ON `jobs` (`account_id`,`queue`,`run_after`) WHERE state = 'queued';--> statement-breakpoint
CREATE INDEX `jobs_unsent` ON `jobs` (`lease_until`) WHERE state = 'queued';--> statement-breakpoint
CREATE INDEX `jobs_lapsed` ON `jobs` (`lease_until`) WHERE finished_at IS NULL AND state <> 'queued';--> statement-breakpoint
CREATE INDEX `jobs_unsettled` ON `jobs` (`finished_at`) WHERE settled_at IS NULL AND finished_at IS NOT NULL;--> statement-breakpoint
CREATE INDEX `jobs_over` ON `jobs` (`finished_at`) WHERE settled_at IS NOT NULL;--> statement-breakpoint
CREATE INDEX `jobs_by_parent` ON `jobs` (`account_id`,`parent_id`) WHERE parent_id IS NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX `jobs_account_id` ON `jobs` (`account_id`,`id`);--> statement-breakpoint
CREATE TABLE `keywords` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`account_id` integer NOT NULL,
	`site_id` integer NOT NULL,
	`sector_id` integer NOT NULL,
	`seed_keyword_id` integer,
	`cluster_id` integer,
	`cluster_reason` text,
	`keyword` text NOT NULL,
	`keyword_folded` text NOT NULL,
	`volume` integer,
	`difficulty` integer,
	`volume_override` integer,
	`difficulty_override` integer,
	`source_volume` integer,
	`source_difficulty` integer,
	`intent` text,
	`country` text,
	`attribute_values` text NOT NULL,
	`status` text DEFAULT 'new' NOT NULL,
	`disabled` integer DEFAULT false NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`deleted_at` integer,
	FOREIGN KEY (`seed_keyword_id`) REFERENCES `seed_keywords`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`account_id`,`site_id`,`sector_id`) REFERENCES `sectors`(`account_id`,`site_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`account_id`,`cluster_id`) REFERENCES `clusters`(`account_id`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `keywords_by_text` ON `keywords` (`account_id`,`site_id`,`sector_id`,`keyword_folded`) WHERE deleted_at IS NULL;--> statement-breakpoint
CREATE INDEX `keywords_by_keyword` ON `keywords` (`account_id`,`keyword_folded`,`id`) WHERE deleted_at IS NULL;--> statement-breakpoint
CREATE INDEX `keywords_by_country` ON `keywords` (`account_id`,`country`,`id`) WHERE deleted_at IS NULL;--> statement-breakpoint
CREATE INDEX `keywords_by_disabled` ON `keywords` (`account_id`,`disabled`,`id`) WHERE deleted_at IS NULL;--> statement-breakpoint
CREATE INDEX `keywords_live` ON `keywords` (`account_id`,`id`) WHERE deleted_at IS NULL;--> statement-breakpoint
CREATE INDEX `keywords_by_site` ON `keywords` (`account_id`,`site_id`,`status`,`id`) WHERE deleted_at IS NULL;--> statement-breakpoint
CREATE INDEX `keywords_by_sector` ON `keywords` (`account_id`,`sector_id`,`status`,`id`) WHERE deleted_at IS NULL;--> statement-breakpoint
CREATE INDEX `keywords_by_status` ON `keywords` (`account_id`,`status`,`id`) WHERE deleted_at IS NULL;--> statement-breakpoint
CREATE INDEX `keywords_by_cluster` ON `keywords` (`account_id`,`cluster_id`,`id`) WHERE deleted_at IS NULL;--> statement-breakpoint
CREATE INDEX `keywords_by_volume` ON `keywords` (`account_id`,`volume`,`id`) WHERE deleted_at IS NULL;--> statement-breakpoint
CREATE INDEX `keywords_by_difficulty` ON `keywords` (`account_id`,`difficulty`,`id`) WHERE deleted_at IS NULL;--> statement-breakpoint
CREATE INDEX `keywords_by_intent` ON `keywords` (`account_id`,`intent`,`id`) WHERE deleted_at IS NULL;--> statement-breakpoint
CREATE INDEX `keywords_by_seed` ON `keywords` (`account_id`,`seed_keyword_id`,`id`) WHERE deleted_at IS NULL;--> statement-breakpoint
CREATE UNIQUE INDEX `keywords_account_id` ON `keywords` (`account_id`,`id`);--> statement-breakpoint
CREATE TABLE `industries` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`name` text NOT NULL,
	`slug` text NOT NULL,
	`description` text NOT NULL,
	`is_active` integer DEFAULT true NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `industries_name_unique` ON `industries` (`name`);--> statement-breakpoint
CREATE UNIQUE INDEX `industries_slug_unique` ON `industries` (`slug`);--> statement-breakpoint
CREATE TABLE `industry_sectors` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`industry_id` integer NOT NULL,
	`name` text NOT NULL,
	`slug` text NOT NULL,
	`suggested_keywords` text NOT NULL,
	FOREIGN KEY (`industry_id`) REFERENCES `industries`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `industry_sectors_by_slug` ON `industry_sectors` (`industry_id`,`slug`);--> statement-breakpoint
CREATE TABLE `seed_keywords` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`keyword` text NOT NULL,
	`keyword_folded` text NOT NULL,
	`industry_id` integer NOT NULL,
	`sector_id` integer NOT NULL,
	`volume` integer NOT NULL,
	`difficulty` integer NOT NULL,
	`country` text NOT NULL,
	`intent` text NOT NULL,
	`is_active` integer DEFAULT true NOT NULL,
	FOREIGN KEY (`industry_id`) REFERENCES `industries`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`sector_id`) REFERENCES `industry_sectors`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `seed_keywords_by_keyword` ON `seed_keywords` (`sector_id`,`keyword_folded`,`country`);--> statement-breakpoint
CREATE INDEX `seed_keywords_by_text` ON `seed_keywords` (`keyword`,`id`);--> statement-breakpoint
CREATE INDEX `seed_keywords_by_industry` ON `seed_keywords` (`industry_id`,`id`);--> statement-breakpoint
CREATE INDEX `seed_keywords_by_sector` ON `seed_keywords` (`sector_id`,`id`);--> statement-breakpoint
CREATE INDEX `seed_keywords_by_country` ON `seed_keywords` (`country`,`id`);--> statement-breakpoint
CREATE INDEX `seed_keywords_by_intent` ON `seed_keywords` (`intent`,`id`);--> statement-breakpoint
CREATE INDEX `seed_keywords_by_volume` ON `seed_keywords` (`volume`,`id`);--> statement-breakpoint
CREATE INDEX `seed_keywords_by_difficulty` ON `seed_keywords` (`difficulty`,`id`);--> statement-breakpoint
CREATE TABLE `media` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`uuid` text NOT NULL,
	`account_id` integer NOT NULL,
	`site_id` integer,
	`content_id` integer NOT NULL,
	`task_id` integer,
	`image_type` text NOT NULL,
	`position` integer DEFAULT 0 NOT NULL,
	`prompt` text NOT NULL,
	`alt` text DEFAULT '' NOT NULL,
	`caption` text,
	`heading` text,
	`status` text DEFAULT 'pending' NOT NULL,
	`error` text,
	`file_id` text,
	`extension` text,
	`mime_type` text,
	`width` integer,
	`height` integer,
	`bytes` integer,
	`provider` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`deleted_at` integer,
	FOREIGN KEY (`account_id`,`content_id`) REFERENCES `content`(`account_id`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `media_uuid_unique` ON `media` (`uuid`);--> statement-breakpoint
CREATE UNIQUE INDEX `media_file_id_unique` ON `media` (`file_id`);--> statement-breakpoint
CREATE INDEX `media_live` ON `media` (`account_id`,`id`) WHERE deleted_at IS NULL;--> statement-breakpoint
CREATE INDEX `media_by_content` ON `media` (`account_id`,`content_id`,`position`,`id`) WHERE deleted_at IS NULL;--> statement-breakpoint
CREATE INDEX `media_by_task` ON `media` (`account_id`,`task_id`,`id`) WHERE deleted_at IS NULL;--> statement-breakpoint
CREATE INDEX `media_by_status` ON `media` (`account_id`,`status`,`id`) WHERE deleted_at IS NULL;--> statement-breakpoint
CREATE INDEX `media_by_type` ON `media` (`account_id`,`image_type`,`id`) WHERE deleted_at IS NULL;--> statement-breakpoint
CREATE UNIQUE INDEX `media_account_id` ON `media` (`account_id`,`id`);--> statement-breakpoint
CREATE TABLE `notification_reads` (
	`account_id` integer NOT NULL,
	`reader` text NOT NULL,
	`notification_id` integer NOT NULL,
	`read_at` integer NOT NULL,
	PRIMARY KEY(`account_id`, `reader`, `notification_id`),
	FOREIGN KEY (`account_id`,`notification_id`) REFERENCES `notifications`(`account_id`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `notification_reads_by_notification` ON `notification_reads` (`account_id`,`notification_id`);--> statement-breakpoint
CREATE TABLE `notifications` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`account_id` integer NOT NULL,
	`site_id` integer,
	`notification_type` text NOT NULL,
	`severity` text NOT NULL,
	`title` text NOT NULL,
	`message` text NOT NULL,
	`action_label` text,
	`action_url` text,
	`metadata` text NOT NULL,
	`job_id` text,
	`created_at` integer NOT NULL,
	`deleted_at` integer
);
--> statement-breakpoint
CREATE INDEX `notifications_live` ON `notifications` (`account_id`,`id`) WHERE deleted_at IS NULL;--> statement-breakpoint
CREATE INDEX `notifications_by_type` ON `notifications` (`account_id`,`notification_type`,`id`) WHERE deleted_at IS NULL;--> statement-breakpoint
CREATE INDEX `notifications_by_time` ON `notifications` (`created_at`);--> statement-breakpoint
CREATE UNIQUE INDEX `notifications_account_id` ON `notifications` (`account_id`,`id`);--> statement-breakpoint
CREATE UNIQUE INDEX `notifications_by_job` ON `notifications` (`account_id`,`job_id`,`notification_type`);--> statement-breakpoint
CREATE TABLE `publication_attempts` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`account_id` integer NOT NULL,
	`publication_id` integer NOT NULL,
	`number` integer NOT NULL,
	`started_at` integer NOT NULL,
	`finished_at` integer,
	`outcome` text,
	`error_code` text,
	`error` text,
	`progress` text NOT NULL,
	FOREIGN KEY (`account_id`,`publication_id`) REFERENCES `publications`(`account_id`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `publication_attempts_by_publication` ON `publication_attempts` (`account_id`,`publication_id`,`number`);--> statement-breakpoint
CREATE INDEX `publication_attempts_by_time` ON `publication_attempts` (`started_at`);--> statement-breakpoint
CREATE TABLE `publications` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`uuid` text NOT NULL,
	`account_id` integer NOT NULL,
	`site_id` integer,
	`content_id` integer NOT NULL,
	`connection_id` integer NOT NULL,
	`platform` text NOT NULL,
	`content_revision` integer NOT NULL,
	`adaptation_revision` integer DEFAULT 0 NOT NULL,
	`state` text NOT NULL,
	`due_at` integer NOT NULL,
	`retry_at` integer,
	`lease_until` integer,
	`look_at` integer DEFAULT 0,
	`attempts` integer DEFAULT 0 NOT NULL,
	`absent_reads` integer DEFAULT 0 NOT NULL,
	`remote_key` text NOT NULL,
	`platform_post_id` text,
	`url` text,
	`published_at` integer,
	`lateness_ms` integer,
	`retracted_at` integer,
	`error_code` text,
	`error` text,
	`remote_status` text DEFAULT 'publish' NOT NULL,
	`requested_by` text NOT NULL,
	`metadata` text NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`account_id`,`content_id`) REFERENCES `content`(`account_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`account_id`,`connection_id`) REFERENCES `connections`(`account_id`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `publications_uuid_unique` ON `publications` (`uuid`);--> statement-breakpoint
CREATE INDEX `publications_all` ON `publications` (`account_id`,`id`);--> statement-breakpoint
CREATE INDEX `publications_by_state` ON `publications` (`account_id`,`state`,`id`);--> statement-breakpoint
CREATE INDEX `publications_by_site` ON `publications` (`account_id`,`site_id`,`state`,`id`);--> statement-breakpoint
CREATE INDEX `publications_by_platform` ON `publications` (`account_id`,`platform`,`id`);--> statement-breakpoint
CREATE INDEX `publications_waiting` ON `publications` (`account_id`,CASE WHEN retry_at > due_at THEN retry_at ELSE due_at END) WHERE state = 'scheduled';--> statement-breakpoint
CREATE INDEX `publications_due` ON `publications` (`look_at`) WHERE state = 'scheduled';--> statement-breakpoint
CREATE INDEX `publications_leased` ON `publications` (`lease_until`) WHERE lease_until IS NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX `publications_account_id` ON `publications` (`account_id`,`id`);--> statement-breakpoint
CREATE UNIQUE INDEX `publications_once` ON `publications` (`account_id`,`content_id`,`connection_id`,`content_revision`,`adaptation_revision`);--> statement-breakpoint
CREATE TABLE `restores` (
	`id` text PRIMARY KEY NOT NULL,
	`manifest` text NOT NULL,
	`started_at` integer NOT NULL,
	`rows_closed_at` integer,
	`finished_at` integer
);
--> statement-breakpoint
CREATE TABLE `schedule_entries` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`uuid` text NOT NULL,
	`account_id` integer NOT NULL,
	`site_id` integer,
	`content_id` integer NOT NULL,
	`connection_id` integer NOT NULL,
	`publication_id` integer NOT NULL,
	`platform` text NOT NULL,
	`scheduled_at` integer NOT NULL,
	`timezone` text DEFAULT 'UTC' NOT NULL,
	`status` text DEFAULT 'pending' NOT NULL,
	`error` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`account_id`,`content_id`) REFERENCES `content`(`account_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`account_id`,`connection_id`) REFERENCES `connections`(`account_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`account_id`,`publication_id`) REFERENCES `publications`(`account_id`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `schedule_entries_uuid_unique` ON `schedule_entries` (`uuid`);--> statement-breakpoint
CREATE UNIQUE INDEX `schedule_entries_pending` ON `schedule_entries` (`account_id`,`publication_id`) WHERE status IN ('pending', 'in_progress');--> statement-breakpoint
CREATE INDEX `schedule_entries_by_status` ON `schedule_entries` (`account_id`,`status`,`scheduled_at`,`id`);--> statement-breakpoint
CREATE INDEX `schedule_entries_by_platform` ON `schedule_entries` (`account_id`,`platform`,`scheduled_at`,`id`);--> statement-breakpoint
CREATE INDEX `schedule_entries_by_content` ON `schedule_entries` (`account_id`,`content_id`,`status`);--> statement-breakpoint
CREATE UNIQUE INDEX `schedule_entries_account_id` ON `schedule_entries` (`account_id`,`id`);--> statement-breakpoint
CREATE TABLE `sectors` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`account_id` integer NOT NULL,
	`site_id` integer NOT NULL,
	`name` text NOT NULL,
	`slug` text NOT NULL,
	`description` text,
	`industry_sector_id` integer,
	`is_active` integer DEFAULT true NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`deleted_at` integer,
	FOREIGN KEY (`industry_sector_id`) REFERENCES `industry_sectors`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`account_id`,`site_id`) REFERENCES `sites`(`account_id`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `sectors_by_slug` ON `sectors` (`account_id`,`site_id`,`slug`) WHERE deleted_at IS NULL;--> statement-breakpoint
CREATE UNIQUE INDEX `sectors_account_id` ON `sectors` (`account_id`,`id`);--> statement-breakpoint
CREATE UNIQUE INDEX `sectors_account_site_id` ON `sectors` (`account_id`,`site_id`,`id`);--> statement-breakpoint
CREATE TABLE `sites` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`account_id` integer NOT NULL,
	`name` text NOT NULL,
	`slug` text NOT NULL,
	`domain` text,
	`description` text,
	`industry_id` integer,
	`site_type` text NOT NULL,
	`hosting_type` text NOT NULL,
	`public_slug` text,
	`language` text DEFAULT 'en' NOT NULL,
	`is_active` integer DEFAULT true NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`deleted_at` integer,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `sites_by_type` ON `sites` (`account_id`,`site_type`,`id`) WHERE deleted_at IS NULL;--> statement-breakpoint
CREATE INDEX `sites_by_activity` ON `sites` (`account_id`,`is_active`,`id`) WHERE deleted_at IS NULL;--> statement-breakpoint
CREATE UNIQUE INDEX `sites_by_slug` ON `sites` (`account_id`,`slug`) WHERE deleted_at IS NULL;--> statement-breakpoint
CREATE UNIQUE INDEX `sites_account_id` ON `sites` (`account_id`,`id`);--> statement-breakpoint
CREATE TABLE `tasks` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`account_id` integer NOT NULL,
	`site_id` integer NOT NULL,
	`sector_id` integer NOT NULL,
	`cluster_id` integer NOT NULL,
	`idea_id` integer,
	`title` text NOT NULL,
	`description` text DEFAULT '' NOT NULL,
	`outline` text NOT NULL,
	`keywords` text NOT NULL,
	`content_type` text NOT NULL,
	`content_structure` text NOT NULL,
	`taxonomy_id` integer,
	`word_count` integer NOT NULL,
	`status` text DEFAULT 'queued' NOT NULL,
	`error` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`deleted_at` integer,
	FOREIGN KEY (`account_id`,`site_id`,`sector_id`) REFERENCES `sectors`(`account_id`,`site_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`account_id`,`cluster_id`) REFERENCES `clusters`(`account_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`account_id`,`idea_id`) REFERENCES `content_ideas`(`account_id`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `tasks_by_idea` ON `tasks` (`account_id`,`idea_id`) WHERE deleted_at IS NULL AND idea_id IS NOT NULL;--> statement-breakpoint
CREATE INDEX `tasks_by_title` ON `tasks` (`account_id`,`title`,`id`) WHERE deleted_at IS NULL;--> statement-breakpoint
CREATE INDEX `tasks_live` ON `tasks` (`account_id`,`id`) WHERE deleted_at IS NULL;--> statement-breakpoint
CREATE INDEX `tasks_by_site` ON `tasks` (`account_id`,`site_id`,`status`,`id`) WHERE deleted_at IS NULL;--> statement-breakpoint
CREATE INDEX `tasks_by_sector` ON `tasks` (`account_id`,`sector_id`,`id`) WHERE deleted_at IS NULL;--> statement-breakpoint
CREATE INDEX `tasks_by_status` ON `tasks` (`account_id`,`status`,`id`) WHERE deleted_at IS NULL;--> statement-breakpoint
CREATE INDEX `tasks_by_cluster` ON `tasks` (`account_id`,`cluster_id`,`id`) WHERE deleted_at IS NULL;--> statement-breakpoint
CREATE INDEX `tasks_by_type` ON `tasks` (`account_id`,`content_type`,`id`) WHERE deleted_at IS NULL;--> statement-breakpoint
CREATE INDEX `tasks_by_structure` ON `tasks` (`account_id`,`content_structure`,`id`) WHERE deleted_at IS NULL;--> statement-breakpoint
CREATE UNIQUE INDEX `tasks_account_id` ON `tasks` (`account_id`,`id`);