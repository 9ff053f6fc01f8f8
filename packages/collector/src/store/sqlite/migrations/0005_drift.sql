CREATE TABLE `alarm` (
	`sequence` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`id` text NOT NULL,
	`task` text NOT NULL,
	`state` text NOT NULL,
	`opened_at` text NOT NULL,
	`outcome` text,
	`body` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `alarm_id_unique` ON `alarm` (`id`);
--> statement-breakpoint
CREATE INDEX `alarm_task` ON `alarm` (`task`,`sequence`);
--> statement-breakpoint
CREATE INDEX `alarm_open` ON `alarm` (`task`,`sequence`) WHERE state <> 'closed';
--> statement-breakpoint
CREATE INDEX `alarm_opened` ON `alarm` (`opened_at`,`outcome`);
--> statement-breakpoint
CREATE TABLE `alarm_guard` (
	`task` text NOT NULL,
	`signal` integer NOT NULL,
	`aspect` text NOT NULL,
	`body` text NOT NULL,
	PRIMARY KEY(`task`, `signal`, `aspect`)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `alert_channel` (
	`sequence` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`id` text NOT NULL,
	`body` text NOT NULL,
	`told_up_to` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `alert_channel_id_unique` ON `alert_channel` (`id`);
--> statement-breakpoint
CREATE TABLE `alert_delivery` (
	`sequence` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`id` text NOT NULL,
	`channel` text NOT NULL,
	`state` text NOT NULL,
	`attempts` integer NOT NULL,
	`created_at` text NOT NULL,
	`tried_at` text,
	`next_at` text,
	`answer` text,
	`alarms` text NOT NULL,
	`body` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `alert_delivery_id_unique` ON `alert_delivery` (`id`);
--> statement-breakpoint
CREATE INDEX `alert_delivery_waiting` ON `alert_delivery` (`next_at`,`sequence`) WHERE state = 'waiting';
--> statement-breakpoint
CREATE TABLE `drift_baseline` (
	`task` text PRIMARY KEY NOT NULL,
	`body` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `drift_day` (
	`task` text NOT NULL,
	`day` text NOT NULL,
	`signals` text NOT NULL,
	PRIMARY KEY(`task`, `day`)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `watch` (
	`number` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`task` text NOT NULL,
	`body` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `watch_task_unique` ON `watch` (`task`);
--> statement-breakpoint
CREATE TABLE `watch_cell` (
	`task` integer NOT NULL,
	`of` integer NOT NULL,
	`signal` integer NOT NULL,
	`start_ms` integer NOT NULL,
	`segment` integer NOT NULL,
	`summary` blob NOT NULL,
	PRIMARY KEY(`task`, `of`, `signal`, `start_ms`, `segment`)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `watch_cell_old` ON `watch_cell` (`start_ms`) WHERE "of" IN (0, 2);
--> statement-breakpoint
CREATE TABLE `watch_said` (
	`prediction` text NOT NULL,
	`task` integer NOT NULL,
	`started_ms` integer NOT NULL,
	`segment` integer NOT NULL,
	`said` text NOT NULL,
	`outcome` text,
	PRIMARY KEY(`prediction`, `task`)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `watch_said_started` ON `watch_said` (`task`,`started_ms`);
--> statement-breakpoint
CREATE TABLE `watching` (
	`id` integer PRIMARY KEY NOT NULL,
	`mark` text,
	`step` integer NOT NULL
) STRICT;
