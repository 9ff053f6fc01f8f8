CREATE TABLE `judge` (
	`id` integer PRIMARY KEY NOT NULL,
	`name` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `judge_name_unique` ON `judge` (`name`);
--> statement-breakpoint
CREATE TABLE `review` (
	`item` integer NOT NULL,
	`reviewer` text NOT NULL,
	`decision` text,
	`body` text NOT NULL,
	`revision` integer NOT NULL,
	`took_ms` real,
	`at` text NOT NULL,
	PRIMARY KEY(`item`, `reviewer`)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `review_count` (
	`queue` text PRIMARY KEY NOT NULL,
	`open` integer NOT NULL,
	`done` integer NOT NULL,
	`dropped` integer NOT NULL,
	`skipped` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `review_item` (
	`sequence` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`id` text NOT NULL,
	`queue` text NOT NULL,
	`prediction` text NOT NULL,
	`reason` text NOT NULL,
	`detail` text,
	`probability` real,
	`position` real NOT NULL,
	`wanted` integer NOT NULL,
	`done` integer NOT NULL,
	`state` text NOT NULL,
	`added_at` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `review_item_id_unique` ON `review_item` (`id`);
--> statement-breakpoint
CREATE UNIQUE INDEX `review_item_prediction` ON `review_item` (`prediction`,`queue`);
--> statement-breakpoint
CREATE INDEX `review_item_open` ON `review_item` (`queue`,`position`) WHERE state = 'open';
--> statement-breakpoint
CREATE INDEX `review_item_added` ON `review_item` (`queue`,`state`,`sequence`);
--> statement-breakpoint
CREATE TABLE `review_lease` (
	`item` integer NOT NULL,
	`reviewer` text NOT NULL,
	`until` text NOT NULL,
	PRIMARY KEY(`item`, `reviewer`)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `review_lease_reviewer` ON `review_lease` (reviewer);
--> statement-breakpoint
CREATE TABLE `review_queue` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`body` text NOT NULL,
	`filling` text NOT NULL,
	`step` integer NOT NULL
) STRICT;
--> statement-breakpoint
ALTER TABLE `opinion` ADD `user_thumbs` integer;
--> statement-breakpoint
ALTER TABLE `opinion` ADD `reviewer_thumbs` integer;
--> statement-breakpoint
ALTER TABLE `opinion` ADD `judges` text;
--> statement-breakpoint
ALTER TABLE `opinion` ADD `is_conflicting` integer DEFAULT 0 NOT NULL;
--> statement-breakpoint
ALTER TABLE `opinion` ADD `is_of_judges` integer DEFAULT 0 NOT NULL;
--> statement-breakpoint
INSERT INTO `progress` (`name`, `done`, `claimed`) SELECT 'opinions', 0, ifnull(max(id), 0) FROM `prediction`;
