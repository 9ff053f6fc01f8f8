CREATE TABLE `audit` (
	`sequence` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`at` text NOT NULL,
	`actor` text NOT NULL,
	`action` text NOT NULL,
	`target` text,
	`detail` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `body_block` (
	`first` integer PRIMARY KEY NOT NULL,
	`last` integer NOT NULL,
	`body` blob NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `cell` (
	`level` integer NOT NULL,
	`grain` integer NOT NULL,
	`start` integer NOT NULL,
	`task` integer NOT NULL,
	`source` integer NOT NULL,
	`part` integer NOT NULL,
	`tally` text NOT NULL,
	`first_ms` integer,
	`last_ms` integer,
	PRIMARY KEY(`level`, `grain`, `start`, `task`, `source`, `part`)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `changed` (
	`prediction` integer PRIMARY KEY NOT NULL,
	`before` text NOT NULL,
	`times` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `content_block` (
	`first` integer PRIMARY KEY NOT NULL,
	`last` integer NOT NULL,
	`body` blob NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `dataset_export` (
	`sequence` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`dataset` text NOT NULL,
	`version` integer NOT NULL,
	`format` text NOT NULL,
	`split` text,
	`rows` integer NOT NULL,
	`at` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE INDEX `dataset_export_version` ON `dataset_export` (`dataset`,`version`);
--> statement-breakpoint
CREATE TABLE `era` (
	`id` integer PRIMARY KEY NOT NULL,
	`started_ms` integer NOT NULL,
	`first_prediction` integer NOT NULL,
	`first_content` integer NOT NULL,
	`first_trace_row` integer NOT NULL,
	`packed_content` integer,
	`packed_prediction` integer,
	`packed_trace_row` integer,
	`is_littered` integer DEFAULT 0 NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `facet` (
	`task` integer NOT NULL,
	`name` text NOT NULL,
	`value` text NOT NULL,
	`part` integer NOT NULL,
	`predictions` integer NOT NULL,
	`last_ms` integer NOT NULL,
	PRIMARY KEY(`task`, `name`, `value`, `part`)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `job` (
	`sequence` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`id` text NOT NULL,
	`kind` text NOT NULL,
	`state` text NOT NULL,
	`request` text NOT NULL,
	`done` integer NOT NULL,
	`total` integer,
	`error` text,
	`result` text,
	`created_at` text NOT NULL,
	`started_at` text,
	`ended_at` text,
	`holder` text,
	`heard_at` text
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `job_id_unique` ON `job` (`id`);
--> statement-breakpoint
CREATE INDEX `job_open` ON `job` (`state`) WHERE state IN ('queued', 'running');
--> statement-breakpoint
CREATE TABLE `price_list` (
	`id` integer PRIMARY KEY NOT NULL,
	`name` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `price_list_name_unique` ON `price_list` (`name`);
--> statement-breakpoint
CREATE TABLE `progress` (
	`name` text PRIMARY KEY NOT NULL,
	`done` integer NOT NULL,
	`claimed` integer NOT NULL,
	`steps` integer DEFAULT 0 NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `saved_view` (
	`id` text PRIMARY KEY NOT NULL,
	`screen` text NOT NULL,
	`name` text NOT NULL,
	`query` text NOT NULL,
	`updated_at` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `saved_view_name` ON `saved_view` (`screen`,`name`);
--> statement-breakpoint
CREATE TABLE `search_again` (
	`prediction` integer PRIMARY KEY NOT NULL,
	`times` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `setting` (
	`name` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL,
	`version` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `trace_block` (
	`first` integer PRIMARY KEY NOT NULL,
	`last` integer NOT NULL,
	`body` blob NOT NULL
) STRICT;
--> statement-breakpoint
DROP INDEX `prediction_session`;
--> statement-breakpoint
ALTER TABLE `prediction` ADD `first_token_ms` real;
--> statement-breakpoint
ALTER TABLE `prediction` ADD `cached_input_tokens` real;
--> statement-breakpoint
ALTER TABLE `prediction` ADD `reasoning_tokens` real;
--> statement-breakpoint
ALTER TABLE `prediction` ADD `estimated_usd` real;
--> statement-breakpoint
ALTER TABLE `prediction` ADD `price_list` integer;
--> statement-breakpoint
ALTER TABLE `prediction` ADD `labels` text;
--> statement-breakpoint
ALTER TABLE `prediction` ADD `is_stripped` integer DEFAULT 0 NOT NULL;
--> statement-breakpoint
ALTER TABLE `prediction` ADD `parent` blob;
--> statement-breakpoint
ALTER TABLE `prediction` ADD `finish_reason` integer;
--> statement-breakpoint
ALTER TABLE `prediction` ADD `parameters` integer;
--> statement-breakpoint
ALTER TABLE `content` DROP COLUMN `hash`;
--> statement-breakpoint
ALTER TABLE `content` DROP COLUMN `kind`;
--> statement-breakpoint
CREATE INDEX `prediction_session` ON `prediction` (`session`,`started`) WHERE session IS NOT NULL;
--> statement-breakpoint
ALTER TABLE `opinion` ADD `score` real;
--> statement-breakpoint
CREATE INDEX `dataset_row_prediction` ON `dataset_row` (lineage ->> 'prediction');
--> statement-breakpoint
CREATE VIRTUAL TABLE `search_input` USING fts5(words, content='', contentless_delete=1, detail=none, tokenize='ascii');
--> statement-breakpoint
CREATE VIRTUAL TABLE `search_output` USING fts5(words, content='', contentless_delete=1, detail=none, tokenize='ascii');
--> statement-breakpoint
CREATE VIRTUAL TABLE `search_labels` USING fts5(words, content='', contentless_delete=1, detail=none, tokenize='ascii');
--> statement-breakpoint
INSERT INTO `search_input` (`search_input`, `rank`) VALUES ('automerge', 0);
--> statement-breakpoint
INSERT INTO `search_output` (`search_output`, `rank`) VALUES ('automerge', 0);
--> statement-breakpoint
INSERT INTO `search_labels` (`search_labels`, `rank`) VALUES ('automerge', 0);
--> statement-breakpoint
INSERT INTO `progress` (`name`, `done`, `claimed`) VALUES ('fold', 0, 0), ('search', 0, 0);
--> statement-breakpoint
INSERT INTO `era` (`id`, `started_ms`, `first_prediction`, `first_content`, `first_trace_row`) VALUES (1, 0, 1, 1, 1);
--> statement-breakpoint
UPDATE `prediction` SET
	`first_token_ms` = json_extract(body, '$.firstTokenMs'),
	`cached_input_tokens` = coalesce(json_extract(body, '$.cachedInputTokens'), json_extract(body, '$.usage.cachedInputTokens')),
	`reasoning_tokens` = coalesce(json_extract(body, '$.reasoningTokens'), json_extract(body, '$.usage.reasoningTokens')),
	`labels` = json_array(json(coalesce(json_extract(body, '$.tags'), '[]')), json(coalesce(json_extract(body, '$.metadata'), '{}')))
WHERE body LIKE '%"firstTokenMs"%' OR body LIKE '%"cachedInputTokens"%' OR body LIKE '%"reasoningTokens"%' OR body LIKE '%"tags"%' OR body LIKE '%"metadata"%';
