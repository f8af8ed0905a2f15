CREATE TABLE `replaced_files` (
	`file_id` text PRIMARY KEY NOT NULL,
	`account_id` integer NOT NULL,
	`media_id` integer NOT NULL,
	`extension` text NOT NULL,
	`mime_type` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`account_id`,`media_id`) REFERENCES `media`(`account_id`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `replaced_files_by_media` ON `replaced_files` (`account_id`,`media_id`);