-- A database of revision 0002, as the bot made it in tests.discord_app.worlds (its key: b'a key'): alice asked
-- three questions, bob rated the first and chose a suggestion of his own, one wording was dismissed.
BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0002');
CREATE TABLE asked (
	id BIGINT NOT NULL, 
	at BIGINT NOT NULL, 
	way VARCHAR(16) NOT NULL, 
	user VARCHAR(32), 
	server BIGINT, 
	channel BIGINT, 
	text TEXT, 
	decision VARCHAR(16) NOT NULL, 
	entry VARCHAR(80), 
	score FLOAT NOT NULL, 
	margin FLOAT NOT NULL, 
	took_us INTEGER NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "asked" VALUES(4611686018427387904,1767225600000,'mention','f3e6620971b3796392d950505dd7d2a8',1456074443980800002,1456074443980800005,'what does it cost?','answer','tea-vs-coffee/price',0.9,0.5,25);
INSERT INTO "asked" VALUES(4611686018427387905,1767225600000,'mention','f3e6620971b3796392d950505dd7d2a8',1456074443980800002,1456074443980800005,'which is nicer?','suggestions','tea-vs-coffee/caffeine',0.4,0.1,20);
INSERT INTO "asked" VALUES(4611686018427387906,1767225600000,'mention','f3e6620971b3796392d950505dd7d2a8',1456074443980800002,1456074443980800005,'rabbits?','unknown',NULL,0.1,0.0,15);
INSERT INTO "asked" VALUES(4611686018427387907,1767225600000,'mention','221f86f7747d1430844135803538c640',1456074443980800002,1456074443980800005,'which is best of all?','suggestions','tea-vs-coffee/caffeine',0.4,0.1,9);
CREATE TABLE chosen (
	question BIGINT NOT NULL, 
	user VARCHAR(32) NOT NULL, 
	at BIGINT NOT NULL, 
	entry VARCHAR(80), 
	PRIMARY KEY (question, user)
);
INSERT INTO "chosen" VALUES(4611686018427387907,'221f86f7747d1430844135803538c640',1767225600000,'tea-vs-coffee/price');
CREATE TABLE dismissed (
	server BIGINT NOT NULL, 
	wording VARCHAR(32) NOT NULL, 
	at BIGINT NOT NULL, 
	PRIMARY KEY (server, wording)
);
INSERT INTO "dismissed" VALUES(1456074443980800002,'35d45e2b05735d85e4a9ecc1034a9425',1767225600000);
CREATE TABLE known_file (
	scope BIGINT NOT NULL, 
	file VARCHAR(255) NOT NULL, 
	text TEXT NOT NULL, 
	PRIMARY KEY (scope, file)
);
CREATE TABLE opted_out (
	user VARCHAR(32) NOT NULL, 
	at BIGINT NOT NULL, 
	PRIMARY KEY (user)
);
INSERT INTO "opted_out" VALUES('ec28ab7c5d0af7660199d0e9ee6f0e65',1767225600000);
CREATE TABLE proposal (
	id BIGINT NOT NULL, 
	scope BIGINT NOT NULL, 
	server BIGINT, 
	moderator VARCHAR(32) NOT NULL, 
	at BIGINT NOT NULL, 
	change TEXT NOT NULL, 
	PRIMARY KEY (id)
);
CREATE TABLE rated (
	question BIGINT NOT NULL, 
	user VARCHAR(32) NOT NULL, 
	at BIGINT NOT NULL, 
	helpful BOOLEAN NOT NULL, 
	PRIMARY KEY (question, user)
);
INSERT INTO "rated" VALUES(4611686018427387904,'221f86f7747d1430844135803538c640',1767225600000,1);
CREATE TABLE revision (
	scope BIGINT NOT NULL, 
	number INTEGER NOT NULL, 
	at BIGINT NOT NULL, 
	author VARCHAR(32), 
	author_name TEXT, 
	kind VARCHAR(16) NOT NULL, 
	what TEXT NOT NULL, 
	why TEXT NOT NULL, 
	done BOOLEAN NOT NULL, 
	PRIMARY KEY (scope, number)
);
CREATE TABLE revision_entry (
	scope BIGINT NOT NULL, 
	number INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	entry VARCHAR(80) NOT NULL, 
	PRIMARY KEY (scope, number, position), 
	FOREIGN KEY(scope, number) REFERENCES revision (scope, number) ON DELETE CASCADE
);
CREATE TABLE revision_file (
	scope BIGINT NOT NULL, 
	number INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	file VARCHAR(255) NOT NULL, 
	start INTEGER NOT NULL, 
	removed TEXT NOT NULL, 
	added TEXT NOT NULL, 
	digest_before VARCHAR(64), 
	digest_after VARCHAR(64), 
	PRIMARY KEY (scope, number, position), 
	FOREIGN KEY(scope, number) REFERENCES revision (scope, number) ON DELETE CASCADE
);
CREATE TABLE server_settings (
	server BIGINT NOT NULL, 
	channels JSON, 
	moderator_roles JSON, 
	private BOOLEAN, 
	buttons BOOLEAN, 
	digest_channel BIGINT, 
	PRIMARY KEY (server)
);
CREATE TABLE state (
	name VARCHAR(64) NOT NULL, 
	value TEXT NOT NULL, 
	PRIMARY KEY (name)
);
INSERT INTO "state" VALUES('commands:1456074443980800000','9f9d27b11e38abb78ab5de98578d6d6fc20a9a98b04ed035f15c06c29c55d412');
CREATE TABLE suggestion (
	id BIGINT NOT NULL, 
	server BIGINT NOT NULL, 
	at BIGINT NOT NULL, 
	member VARCHAR(32) NOT NULL, 
	credit TEXT, 
	entry VARCHAR(80), 
	text TEXT NOT NULL, 
	status VARCHAR(16) NOT NULL, 
	revision INTEGER, 
	PRIMARY KEY (id)
);
CREATE TABLE tracked (
	question_message BIGINT NOT NULL, 
	answers TEXT NOT NULL, 
	asker VARCHAR(32) NOT NULL, 
	question BIGINT NOT NULL, 
	channel BIGINT NOT NULL, 
	server BIGINT, 
	at BIGINT NOT NULL, 
	PRIMARY KEY (question_message)
);
INSERT INTO "tracked" VALUES(1456074443980800024,'1456074443980800025','f3e6620971b3796392d950505dd7d2a8',4611686018427387904,1456074443980800005,1456074443980800002,1767225600000);
INSERT INTO "tracked" VALUES(1456074443980800028,'1456074443980800029','f3e6620971b3796392d950505dd7d2a8',4611686018427387905,1456074443980800005,1456074443980800002,1767225600000);
INSERT INTO "tracked" VALUES(1456074443980800030,'1456074443980800031','f3e6620971b3796392d950505dd7d2a8',4611686018427387906,1456074443980800005,1456074443980800002,1767225600000);
INSERT INTO "tracked" VALUES(1456074443980800032,'1456074443980800033','221f86f7747d1430844135803538c640',4611686018427387907,1456074443980800005,1456074443980800002,1767225600000);
CREATE INDEX ix_asked_user ON asked (user);
CREATE INDEX ix_asked_at ON asked (at);
CREATE INDEX ix_asked_text_at ON asked (at) WHERE text IS NOT NULL;
CREATE INDEX ix_asked_server_at ON asked (server, at);
CREATE INDEX ix_rated_user ON rated (user);
CREATE INDEX ix_chosen_user ON chosen (user);
CREATE INDEX ix_revision_author ON revision (author);
CREATE INDEX ix_suggestion_server_status ON suggestion (server, status);
CREATE INDEX ix_revision_entry_entry ON revision_entry (scope, entry);
COMMIT;
