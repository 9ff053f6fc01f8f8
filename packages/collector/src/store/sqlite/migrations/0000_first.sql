CREATE TABLE `dataset` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `dataset_name_unique` ON `dataset` (`name`);--> statement-breakpoint
CREATE TABLE `dataset_row` (
	`dataset` text NOT NULL,
	`version` integer NOT NULL,
	`split` text NOT NULL,
	`line` integer NOT NULL,
	`example` text NOT NULL,
	`lineage` text NOT NULL,
	PRIMARY KEY(`dataset`, `version`, `split`, `line`)
) STRICT;
--> statement-breakpoint
CREATE TABLE `dataset_version` (
	`dataset` text NOT NULL,
	`version` integer NOT NULL,
	`built_ms` integer NOT NULL,
	`body` text NOT NULL,
	PRIMARY KEY(`dataset`, `version`),
	FOREIGN KEY (`dataset`) REFERENCES `dataset`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `feedback` (
	`sequence` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`id` text NOT NULL,
	`target_kind` text NOT NULL,
	`target` text NOT NULL,
	`task` text,
	`body` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `feedback_identity` ON `feedback` (`target_kind`,`target`,`id`);--> statement-breakpoint
CREATE TABLE `opinion` (
	`prediction` integer PRIMARY KEY NOT NULL,
	`thumbs` text,
	`is_rated` integer NOT NULL,
	`is_corrected` integer NOT NULL,
	FOREIGN KEY (`prediction`) REFERENCES `prediction`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `prediction` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`trace_id` text NOT NULL,
	`span_id` text NOT NULL,
	`task` text NOT NULL,
	`status` text NOT NULL,
	`started_ms` integer NOT NULL,
	`started_ns_rest` integer NOT NULL,
	`session` text,
	`key` text,
	`response_id` text,
	`facts` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `prediction_identity` ON `prediction` (`trace_id`,`span_id`);--> statement-breakpoint
CREATE INDEX `prediction_started` ON `prediction` (`started_ms`,`started_ns_rest`);--> statement-breakpoint
CREATE INDEX `prediction_task` ON `prediction` (`task`,`started_ms`,`started_ns_rest`);--> statement-breakpoint
CREATE INDEX `prediction_session` ON `prediction` (`session`);--> statement-breakpoint
CREATE INDEX `prediction_key` ON `prediction` (`key`);--> statement-breakpoint
CREATE INDEX `prediction_response` ON `prediction` (`response_id`);