CREATE TABLE `task` (
	`id` integer PRIMARY KEY NOT NULL,
	`name` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `task_name_unique` ON `task` (`name`);
--> statement-breakpoint
CREATE TABLE `session` (
	`id` integer PRIMARY KEY NOT NULL,
	`name` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `session_name_unique` ON `session` (`name`);
--> statement-breakpoint
CREATE TABLE `person` (
	`id` integer PRIMARY KEY NOT NULL,
	`name` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `person_name_unique` ON `person` (`name`);
--> statement-breakpoint
CREATE TABLE `source` (
	`id` integer PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`convention` text NOT NULL,
	`service` text,
	`environment` text,
	`release` text,
	`provider` text,
	`model_requested` text,
	`model_responded` text,
	`prompt_name` text,
	`prompt_version` text,
	`variant` text
) STRICT;
--> statement-breakpoint
CREATE TABLE `content` (
	`id` integer PRIMARY KEY NOT NULL,
	`hash` blob NOT NULL,
	`kind` text NOT NULL,
	`body` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `secret` (
	`name` text PRIMARY KEY NOT NULL,
	`value` blob NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `run` (
	`of` text NOT NULL,
	`run` integer NOT NULL,
	`part` integer NOT NULL,
	`first_minute` integer NOT NULL,
	`last_minute` integer NOT NULL,
	PRIMARY KEY(`of`, `run`, `part`)
) STRICT;
--> statement-breakpoint
CREATE TABLE `trace_row` (
	`id` integer PRIMARY KEY NOT NULL,
	`trace` blob NOT NULL,
	`span` blob NOT NULL,
	`part` text NOT NULL,
	`started` integer NOT NULL,
	`ended` integer NOT NULL,
	`body` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE INDEX `trace_row_identity` ON `trace_row` (id >> 14,`trace`,`span`,`part`);
--> statement-breakpoint
INSERT INTO `secret` VALUES ('content', randomblob(32));
--> statement-breakpoint
INSERT INTO `task` (`name`) SELECT `task` FROM `prediction` GROUP BY `task` ORDER BY min(`id`);
--> statement-breakpoint
INSERT INTO `session` (`name`) SELECT `session` FROM `prediction` WHERE `session` IS NOT NULL GROUP BY `session` ORDER BY min(`id`);
--> statement-breakpoint
INSERT INTO `person` (`name`) SELECT `facts` ->> '$.user' FROM `prediction` WHERE `facts` ->> '$.user' IS NOT NULL GROUP BY 1 ORDER BY min(`id`);
--> statement-breakpoint
INSERT INTO `source` (`kind`, `convention`, `service`, `environment`, `release`, `provider`, `model_requested`, `model_responded`, `prompt_name`, `prompt_version`, `variant`)
	SELECT DISTINCT `facts` ->> '$.kind', `facts` ->> '$.convention', `facts` ->> '$.service', `facts` ->> '$.environment', `facts` ->> '$.release', `facts` ->> '$.provider', `facts` ->> '$.model.requested', `facts` ->> '$.model.responded', `facts` ->> '$.prompt.name', `facts` ->> '$.prompt.version', `facts` ->> '$.variant' FROM `prediction`;
--> statement-breakpoint
CREATE TABLE `new_prediction` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`trace` blob NOT NULL,
	`span` blob NOT NULL,
	`started` integer NOT NULL,
	`task` integer NOT NULL,
	`source` integer NOT NULL,
	`status` integer NOT NULL,
	`duration_ms` real,
	`input_tokens` real,
	`output_tokens` real,
	`cost_usd` real,
	`session` integer,
	`person` integer,
	`key` text,
	`key_hash` integer,
	`response_id` text,
	`response_hash` integer,
	`answers_to` text,
	`system` integer,
	`tools` integer,
	`messages` blob,
	`body` text NOT NULL,
	`bytes` integer NOT NULL
) STRICT;
--> statement-breakpoint
INSERT INTO `new_prediction` (
	`id`, `trace`, `span`, `started`, `task`, `source`, `status`,
	`duration_ms`, `input_tokens`, `output_tokens`, `cost_usd`, `session`, `person`,
	`key`, `key_hash`, `response_id`, `response_hash`, `body`, `bytes`
) SELECT
	`prediction`.`id`, unhex(`trace_id`), unhex(`span_id`),
	`started_ms` * 1000000 + `started_ns_rest`,
	(SELECT `id` FROM `task` WHERE `name` = `prediction`.`task`),
	`source`.`id`,
	CASE `status` WHEN 'ok' THEN 0 WHEN 'error' THEN 1 ELSE 2 END,
	`facts` ->> '$.durationMs', `facts` ->> '$.usage.inputTokens', `facts` ->> '$.usage.outputTokens', `facts` ->> '$.usage.costUsd',
	(SELECT `id` FROM `session` WHERE `name` = `prediction`.`session`),
	(SELECT `id` FROM `person` WHERE `name` = `facts` ->> '$.user'),
	`key`, hash_text(`key`), `response_id`, hash_text(`response_id`),
	`facts`, octet_length(`facts`)
FROM `prediction` JOIN `source` ON `source`.`kind` IS `facts` ->> '$.kind' AND `source`.`convention` IS `facts` ->> '$.convention' AND `source`.`service` IS `facts` ->> '$.service' AND `source`.`environment` IS `facts` ->> '$.environment' AND `source`.`release` IS `facts` ->> '$.release' AND `source`.`provider` IS `facts` ->> '$.provider' AND `source`.`model_requested` IS `facts` ->> '$.model.requested' AND `source`.`model_responded` IS `facts` ->> '$.model.responded' AND `source`.`prompt_name` IS `facts` ->> '$.prompt.name' AND `source`.`prompt_version` IS `facts` ->> '$.prompt.version' AND `source`.`variant` IS `facts` ->> '$.variant'
ORDER BY `prediction`.`id`;
--> statement-breakpoint
INSERT INTO `run` SELECT 'prediction', `id` >> 14, 0, min(`started`) / 60000000000, CAST(max(`started` + max(ifnull(`duration_ms`, 0), 0) * 1000000) / 60000000000 AS integer) FROM `new_prediction` GROUP BY 2;
--> statement-breakpoint
CREATE TABLE `new_feedback` (
	`sequence` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`id` text NOT NULL,
	`target_kind` text NOT NULL,
	`target` text NOT NULL,
	`task` text,
	`body` text NOT NULL,
	`is_waiting` integer NOT NULL
) STRICT;
--> statement-breakpoint
INSERT INTO `new_feedback` SELECT `sequence`, `id`, `target_kind`, `target`, `task`, `body`, NOT CASE `target_kind`
	WHEN 'prediction' THEN EXISTS (
		SELECT 1 FROM `prediction` WHERE `trace_id` = substr(`target`, 1, 32) AND `span_id` = substr(`target`, 34))
	WHEN 'key' THEN EXISTS (
		SELECT 1 FROM `prediction` WHERE `key` = `target` AND (`feedback`.`task` IS NULL OR `feedback`.`task` = `prediction`.`task`))
	WHEN 'responseId' THEN EXISTS (
		SELECT 1 FROM `prediction` WHERE `response_id` = `target` AND (`feedback`.`task` IS NULL OR `feedback`.`task` = `prediction`.`task`))
	ELSE EXISTS (
		SELECT 1 FROM `prediction` WHERE `session` = `target` AND (`feedback`.`task` IS NULL OR `feedback`.`task` = `prediction`.`task`))
	END FROM `feedback` ORDER BY `sequence`;
--> statement-breakpoint
CREATE TABLE `old_opinion` AS SELECT * FROM `opinion`;
--> statement-breakpoint
DROP TABLE `opinion`;
--> statement-breakpoint
DROP TABLE `feedback`;
--> statement-breakpoint
DROP TABLE `prediction`;
--> statement-breakpoint
ALTER TABLE `new_feedback` RENAME TO `feedback`;
--> statement-breakpoint
ALTER TABLE `new_prediction` RENAME TO `prediction`;
--> statement-breakpoint
CREATE TABLE `opinion` (
	`prediction` integer PRIMARY KEY NOT NULL,
	`thumbs` text,
	`is_rated` integer NOT NULL,
	`is_corrected` integer NOT NULL,
	FOREIGN KEY (`prediction`) REFERENCES `prediction`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
INSERT INTO `opinion` SELECT * FROM `old_opinion`;
--> statement-breakpoint
DROP TABLE `old_opinion`;
--> statement-breakpoint
CREATE INDEX `prediction_identity` ON `prediction` (id >> 14,`trace`,`span`);
--> statement-breakpoint
CREATE INDEX `prediction_started` ON `prediction` (`started`);
--> statement-breakpoint
CREATE INDEX `prediction_task` ON `prediction` (`task`,`started`);
--> statement-breakpoint
CREATE INDEX `prediction_unwell` ON `prediction` (`task`,`status`,`started`) WHERE status <> 0;
--> statement-breakpoint
CREATE INDEX `prediction_session` ON `prediction` (`session`) WHERE session IS NOT NULL;
--> statement-breakpoint
CREATE INDEX `prediction_person` ON `prediction` (id >> 14,`person`) WHERE person IS NOT NULL;
--> statement-breakpoint
CREATE INDEX `prediction_key` ON `prediction` (id >> 14,`key_hash`) WHERE key_hash IS NOT NULL;
--> statement-breakpoint
CREATE INDEX `prediction_answers` ON `prediction` (id >> 14,`trace`) WHERE answers_to IS NOT NULL;
--> statement-breakpoint
CREATE INDEX `prediction_response` ON `prediction` (id >> 14,`response_hash`) WHERE response_hash IS NOT NULL;
--> statement-breakpoint
CREATE UNIQUE INDEX `feedback_identity` ON `feedback` (`target_kind`,`target`,`id`);
--> statement-breakpoint
CREATE INDEX `feedback_waiting` ON `feedback` (`sequence`) WHERE is_waiting = 1;