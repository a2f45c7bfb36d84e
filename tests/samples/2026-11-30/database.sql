BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0004');
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
	outcome VARCHAR(16) DEFAULT 'sent' NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "asked" VALUES(8051276458634962964,1767225600000,'slash','5d329d864b31eb913f412d4e4bdd735e',1456074443980800002,1456074443980800011,'What does it cost?','answer','ops/cost',0.97,9.69999513212688180274e-01,14877,'sent');
INSERT INTO "asked" VALUES(1077072554249874245,1767225600000,'slash','5d329d864b31eb913f412d4e4bdd735e',1456074443980800002,1456074443980800011,'Who guards the data?','answer','ops/security',0.97,9.69999545872398116763e-01,1091,'sent');
INSERT INTO "asked" VALUES(7501215717946197338,1767225600000,'slash','5d329d864b31eb913f412d4e4bdd735e',1456074443980800002,1456074443980800011,'What does it cost with mlops?','answer','ops/cost',9.99576156313506380968e-01,9.99568880832397366198e-01,1403,'sent');
INSERT INTO "asked" VALUES(5996900221429340075,1767225600000,'mention','5d329d864b31eb913f412d4e4bdd735e',1456074443980800002,1456074443980800011,'What do the words mean?','answer','ops/glossary',0.97,9.69999893478811436864e-01,666,'sent');
INSERT INTO "asked" VALUES(8123986465418743316,1767225600000,'mention','5d329d864b31eb913f412d4e4bdd735e',1456074443980800002,1456074443980800011,'Is it safe?','answer','ops/security',0.97,9.69999780657483157142e-01,854,'sent');
INSERT INTO "asked" VALUES(4940984711079665232,1767225600000,'slash','5d329d864b31eb913f412d4e4bdd735e',1456074443980800002,1456074443980800011,'cost security','suggestions','ops/security',3.8436622917469387417e-01,3.24819595621070267288e-01,17879,'sent');
INSERT INTO "asked" VALUES(1542880416840517327,1767225600000,'slash','5d329d864b31eb913f412d4e4bdd735e',1456074443980800002,1456074443980800011,'price of security','suggestions','ops/security',3.9957127996192909336e-01,3.25971570991800740912e-01,1785,'sent');
INSERT INTO "asked" VALUES(5363713862674938076,1767225600000,'slash','5d329d864b31eb913f412d4e4bdd735e',1456074443980800002,1456074443980800011,'cost guards','unknown',NULL,1.18247646124994568173e-01,3.80342969521308693625e-02,747,'sent');
INSERT INTO "asked" VALUES(8300125303864346507,1767225600000,'slash','5d329d864b31eb913f412d4e4bdd735e',1456074443980800002,1456074443980800011,'guarded data price','suggestions','ops/security',5.13445802329688061327e-01,4.96659295432217262611e-01,737,'sent');
INSERT INTO "asked" VALUES(8100491824307331676,1767225600000,'slash','5d329d864b31eb913f412d4e4bdd735e',1456074443980800002,1456074443980800011,'is data expensive or safe','suggestions','ops/cost',2.17210445330645929296e-01,7.88089570169848707692e-02,1050,'sent');
INSERT INTO "asked" VALUES(6605110367362721402,1767225600000,'mention','5d329d864b31eb913f412d4e4bdd735e',1456074443980800002,1456074443980800011,'price of security','suggestions','ops/security',3.9957127996192909336e-01,3.25971570991800740912e-01,763,'sent');
INSERT INTO "asked" VALUES(8701504923668984946,1767225600000,'slash','5d329d864b31eb913f412d4e4bdd735e',1456074443980800002,1456074443980800011,'where is the best pizza in town','unknown',NULL,6.12912591645317812727e-03,0.000187183540334172,12974,'sent');
INSERT INTO "asked" VALUES(4736372976830518103,1767225600000,'slash','5d329d864b31eb913f412d4e4bdd735e',1456074443980800002,1456074443980800011,'where is the best pizza in town?','unknown',NULL,6.12912591645317812727e-03,0.000187183540334172,17080,'sent');
INSERT INTO "asked" VALUES(8456623386829148949,1767225600000,'slash','5d329d864b31eb913f412d4e4bdd735e',1456074443980800002,1456074443980800011,'who painted the door blue','unknown',NULL,6.76431160533386924976e-03,2.44232072065221107737e-03,1113,'sent');
INSERT INTO "asked" VALUES(7980892872023688832,1767225600000,'slash','c5adf7b26af1e0f42e952bf7656d84ab',1456074443980800006,1456074443980800012,'What does it cost?','answer','ops/cost',0.97,9.69999513212688180274e-01,864,'sent');
INSERT INTO "asked" VALUES(1436779501745137958,1767225600000,'menu','5d329d864b31eb913f412d4e4bdd735e',1456074443980800002,1456074443980800011,'price of security','suggestions','ops/security',3.9957127996192909336e-01,3.25971570991800740912e-01,901,'sent');
INSERT INTO "asked" VALUES(900,1767225960000,'slash','member0',1456074443980800002,1,'cost guards','suggestions','ops/security',0.3,0.0,1,'sent');
INSERT INTO "asked" VALUES(901,1767225960000,'slash','member1',1456074443980800002,1,'cost guards','suggestions','ops/security',0.3,0.0,1,'sent');
INSERT INTO "asked" VALUES(902,1767225960000,'slash','member2',1456074443980800002,1,'cost guards','suggestions','ops/security',0.3,0.0,1,'sent');
CREATE TABLE chosen (
	question BIGINT NOT NULL, 
	user VARCHAR(32) NOT NULL, 
	at BIGINT NOT NULL, 
	entry VARCHAR(80), 
	PRIMARY KEY (question, user)
);
INSERT INTO "chosen" VALUES(4940984711079665232,'5d329d864b31eb913f412d4e4bdd735e',1767225600000,'ops/security');
INSERT INTO "chosen" VALUES(1542880416840517327,'5d329d864b31eb913f412d4e4bdd735e',1767225600000,NULL);
INSERT INTO "chosen" VALUES(900,'member0',1767225960000,'ops/security');
INSERT INTO "chosen" VALUES(901,'member1',1767225960000,'ops/security');
INSERT INTO "chosen" VALUES(902,'member2',1767225960000,'ops/security');
CREATE TABLE dismissed (
	server BIGINT NOT NULL, 
	wording VARCHAR(32) NOT NULL, 
	at BIGINT NOT NULL, 
	PRIMARY KEY (server, wording)
);
INSERT INTO "dismissed" VALUES(1456074443980800002,'33fb3858cbbf1f9ead9ffbabfe1fa5db',1767225960000);
CREATE TABLE known_file (
	scope BIGINT NOT NULL, 
	file VARCHAR(255) NOT NULL, 
	text TEXT NOT NULL, 
	PRIMARY KEY (scope, file)
);
INSERT INTO "known_file" VALUES(0,'ops.yaml','# The first comment stays.
topic: ops
title: MLOps vs DevOps
subjects:
  mlops: {name: MLOps}
  devops: {name: DevOps}
entries:
  cost:
    title: Cost   # what it costs
    aliases: [price, fee]
    questions:
      - What does it cost?
      - Is it expensive?
    mlops: More money, for training.
    devops: Less money now.

  # Security comes next.
  security:
    title: Security
    questions: [Is it safe?, Who guards the data?, "Is it secure?"]
    mlops: Data is guarded well.
    devops: Code is guarded.
    see_also: [cost]
  glossary:
    title: Glossary
    questions: [What do the words mean?]
    answer: Words mean things, as everywhere.

  tools:
    title: Tools
    questions: [Which tools are there?, what do I work with]
    both: The same ones.
');
INSERT INTO "known_file" VALUES(0,'house.yaml','topic: house
title: The house
entries:
  door:
    title: Door
    questions: [Where is the door?]
    answer: In front.
');
INSERT INTO "known_file" VALUES(0,'clouds.yaml','topic: clouds
title: Four clouds
subjects:
  red: {name: Red}
  green: {name: Green}
  blue: {name: Blue}
  grey: {name: Grey}
entries:
  rain:
    title: Rain
    questions: [Does it rain?]
    red: Never.
    green: Often.
    blue: Seldom.
    grey: Always.
');
INSERT INTO "known_file" VALUES(1456074443980800006,'1456074443980800006.yaml','topic: ops
hide: [cost]
entries:
  house-rules:
    title: House rules
    aliases: [etiquette]
    questions:
      - What are the house rules?
    answer: Be kind.

  glossary:
    title: Glossary
    questions:
      - What do the words mean?
    answer: Ask Nell.
');
INSERT INTO "known_file" VALUES(1456074443980800006,'1456074443980800006.house.yaml','topic: house
entries:
  door:
    title: Door
    questions:
      - Where is the door?
    answer: At the back.
');
CREATE TABLE opted_out (
	user VARCHAR(32) NOT NULL, 
	at BIGINT NOT NULL, 
	PRIMARY KEY (user)
);
INSERT INTO "opted_out" VALUES('c5adf7b26af1e0f42e952bf7656d84ab',1767225600000);
CREATE TABLE proposal (
	id BIGINT NOT NULL, 
	scope BIGINT NOT NULL, 
	server BIGINT, 
	moderator VARCHAR(32) NOT NULL, 
	at BIGINT NOT NULL, 
	change TEXT NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "proposal" VALUES(6859605595044305601,0,1456074443980800002,'16fa730d04875c4fdc16dafe161b71dd',1767225960000,'{"scope":null,"kind":"edit","edits":[{"key":"clouds/rain","before":{"topic":"clouds","id":"rain","title":"Rain","aliases":[],"questions":["Does it rain?"],"sides":{"red":"Never.","green":"Often.","blue":"Seldom.","grey":"Always."},"both":null,"answer":null,"links":[],"see_also":[]},"after":{"topic":"clouds","id":"rain","title":"Rain","aliases":[],"questions":["Does it rain?"],"sides":{"red":"Never.","green":"Often.","blue":"Seldom.","grey":"Always."},"both":null,"answer":null,"links":[],"see_also":[]}}],"files":[],"undoes":null,"why":"","suggestion":null}');
INSERT INTO "proposal" VALUES(1735349953799896227,0,1456074443980800002,'16fa730d04875c4fdc16dafe161b71dd',1767225960000,'{"scope":null,"kind":"teach","edits":[{"key":"ops/glossary","before":{"topic":"ops","id":"glossary","title":"Glossary","aliases":[],"questions":["What do the words mean?"],"sides":{},"both":null,"answer":"Words mean things, as everywhere.","links":[],"see_also":[]},"after":{"topic":"ops","id":"glossary","title":"Glossary","aliases":[],"questions":["What do the words mean?","what is the jargon"],"sides":{},"both":null,"answer":"Words mean things, as everywhere.","links":[],"see_also":[]}}],"files":[],"undoes":null,"why":"","suggestion":null}');
INSERT INTO "proposal" VALUES(212777845234798384,0,1456074443980800002,'4da0af030eaf18236497e89dc887495f',1767225960000,'{"scope":null,"kind":"edit","edits":[{"key":"ops/glossary","before":{"topic":"ops","id":"glossary","title":"Glossary","aliases":[],"questions":["What do the words mean?"],"sides":{},"both":null,"answer":"Words mean things, as everywhere.","links":[],"see_also":[]},"after":{"topic":"ops","id":"glossary","title":"Glossary","aliases":[],"questions":["What do the words mean?"],"sides":{},"both":null,"answer":"Words mean things, as everywhere.","links":[],"see_also":[]}}],"files":[],"undoes":null,"why":"","suggestion":null}');
INSERT INTO "proposal" VALUES(7579233706118019447,0,1456074443980800002,'4da0af030eaf18236497e89dc887495f',1767225960000,'{"scope":null,"kind":"add","edits":[{"key":"/","before":null,"after":{"topic":"","id":"","title":"","aliases":[],"questions":[],"sides":{},"both":null,"answer":null,"links":[],"see_also":[]}}],"files":[],"undoes":null,"why":"","suggestion":null}');
INSERT INTO "proposal" VALUES(4724801861869692624,0,1456074443980800002,'16fa730d04875c4fdc16dafe161b71dd',1767225960000,'{"scope":null,"kind":"add","edits":[{"key":"/","before":null,"after":{"topic":"","id":"","title":"","aliases":[],"questions":["how fast is it"],"sides":{},"both":null,"answer":null,"links":[],"see_also":[]}}],"files":[],"undoes":null,"why":"","suggestion":null}');
INSERT INTO "proposal" VALUES(3165597032791376742,0,1456074443980800002,'16fa730d04875c4fdc16dafe161b71dd',1767225960000,'{"scope":null,"kind":"add","edits":[{"key":"ops/","before":null,"after":{"topic":"ops","id":"","title":"","aliases":[],"questions":[],"sides":{},"both":null,"answer":null,"links":[],"see_also":[]}}],"files":[],"undoes":null,"why":"","suggestion":null}');
INSERT INTO "proposal" VALUES(600082507082811285,1456074443980800006,1456074443980800006,'66004780ccc612f4db0a7cb6ce0dc44a',1767225960000,'{"scope":1456074443980800006,"kind":"teach","edits":[{"key":"ops/house-rules","before":{"topic":"ops","id":"house-rules","title":"House rules","aliases":["etiquette"],"questions":["What are the house rules?"],"sides":{},"both":null,"answer":"Be kind.","links":[],"see_also":[]},"after":{"topic":"ops","id":"house-rules","title":"House rules","aliases":["etiquette"],"questions":["What are the house rules?","what must I not do"],"sides":{},"both":null,"answer":"Be kind.","links":[],"see_also":[]}}],"files":[],"undoes":null,"why":"","suggestion":null}');
CREATE TABLE rated (
	question BIGINT NOT NULL, 
	user VARCHAR(32) NOT NULL, 
	at BIGINT NOT NULL, 
	helpful BOOLEAN NOT NULL, 
	PRIMARY KEY (question, user)
);
INSERT INTO "rated" VALUES(8051276458634962964,'5d329d864b31eb913f412d4e4bdd735e',1767225600000,1);
INSERT INTO "rated" VALUES(1077072554249874245,'5d329d864b31eb913f412d4e4bdd735e',1767225600000,0);
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
INSERT INTO "revision" VALUES(0,1,1767225600000,NULL,NULL,'file','','',1);
INSERT INTO "revision" VALUES(0,2,1767225960000,'16fa730d04875c4fdc16dafe161b71dd','mo','edit','DevOps: text reworded','suggested by alice',1);
INSERT INTO "revision" VALUES(0,3,1767225960000,'16fa730d04875c4fdc16dafe161b71dd','mo','teach','example question added: “how many dollars”','',1);
INSERT INTO "revision" VALUES(0,4,1767225960000,'16fa730d04875c4fdc16dafe161b71dd','mo','revert','took #3 back','',1);
INSERT INTO "revision" VALUES(0,5,1767225960000,'4da0af030eaf18236497e89dc887495f','max','add','added “Office”','',1);
INSERT INTO "revision" VALUES(0,6,1767225960000,'16fa730d04875c4fdc16dafe161b71dd','mo','edit','example question added: “Is it secure?”; MLOps: text reworded','asked often',1);
INSERT INTO "revision" VALUES(0,7,1767225960000,'16fa730d04875c4fdc16dafe161b71dd','mo','import','imported ops.yaml','',1);
INSERT INTO "revision" VALUES(0,8,1767225960000,'16fa730d04875c4fdc16dafe161b71dd','mo','import','imported house.yaml','',1);
INSERT INTO "revision" VALUES(0,9,1767225960000,'16fa730d04875c4fdc16dafe161b71dd','mo','import','imported clouds.yaml','',1);
INSERT INTO "revision" VALUES(0,10,1767225960000,'16fa730d04875c4fdc16dafe161b71dd','mo','remove','removed “Office”','',1);
INSERT INTO "revision" VALUES(0,11,1767225960000,NULL,NULL,'file','','',1);
INSERT INTO "revision" VALUES(0,12,1767225960000,'16fa730d04875c4fdc16dafe161b71dd','mo','teach','example question added: “what do I work with”','',1);
INSERT INTO "revision" VALUES(1456074443980800006,1,1767225960000,'66004780ccc612f4db0a7cb6ce0dc44a','nell','add','added “House rules”','',1);
INSERT INTO "revision" VALUES(1456074443980800006,2,1767225960000,'66004780ccc612f4db0a7cb6ce0dc44a','nell','edit','Answer: text reworded','',1);
INSERT INTO "revision" VALUES(1456074443980800006,3,1767225960000,'66004780ccc612f4db0a7cb6ce0dc44a','nell','remove','removed “Cost”','',1);
INSERT INTO "revision" VALUES(1456074443980800006,4,1767225960000,'66004780ccc612f4db0a7cb6ce0dc44a','nell','edit','Answer: text reworded','',1);
CREATE TABLE revision_entry (
	scope BIGINT NOT NULL, 
	number INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	entry VARCHAR(80) NOT NULL, 
	PRIMARY KEY (scope, number, position), 
	FOREIGN KEY(scope, number) REFERENCES revision (scope, number) ON DELETE CASCADE
);
INSERT INTO "revision_entry" VALUES(0,1,0,'ops/cost');
INSERT INTO "revision_entry" VALUES(0,1,1,'ops/security');
INSERT INTO "revision_entry" VALUES(0,1,2,'ops/glossary');
INSERT INTO "revision_entry" VALUES(0,2,0,'ops/cost');
INSERT INTO "revision_entry" VALUES(0,3,0,'ops/cost');
INSERT INTO "revision_entry" VALUES(0,4,0,'ops/cost');
INSERT INTO "revision_entry" VALUES(0,5,0,'ops/office');
INSERT INTO "revision_entry" VALUES(0,6,0,'ops/security');
INSERT INTO "revision_entry" VALUES(0,7,0,'ops/glossary');
INSERT INTO "revision_entry" VALUES(0,7,1,'ops/tools');
INSERT INTO "revision_entry" VALUES(0,8,0,'house/door');
INSERT INTO "revision_entry" VALUES(0,9,0,'clouds/rain');
INSERT INTO "revision_entry" VALUES(0,10,0,'ops/office');
INSERT INTO "revision_entry" VALUES(0,11,0,'ops/cost');
INSERT INTO "revision_entry" VALUES(0,12,0,'ops/tools');
INSERT INTO "revision_entry" VALUES(1456074443980800006,1,0,'ops/house-rules');
INSERT INTO "revision_entry" VALUES(1456074443980800006,2,0,'ops/glossary');
INSERT INTO "revision_entry" VALUES(1456074443980800006,3,0,'ops/cost');
INSERT INTO "revision_entry" VALUES(1456074443980800006,3,1,'ops/security');
INSERT INTO "revision_entry" VALUES(1456074443980800006,4,0,'house/door');
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
INSERT INTO "revision_file" VALUES(0,1,0,'ops.yaml',0,'','# The first comment stays.
topic: ops
title: MLOps vs DevOps
subjects:
  mlops: {name: MLOps}
  devops: {name: DevOps}
entries:
  cost:
    title: Cost   # what it costs
    aliases: [price]
    questions:
      - What does it cost?
      - Is it expensive?
    mlops: More money, for training.
    devops: Less money.

  # Security comes next.
  security:
    title: Security
    questions: [Is it safe?, Who guards the data?]
    mlops: Data is guarded.
    devops: Code is guarded.
    see_also: [cost]
  glossary:
    title: Glossary
    questions: [What do the words mean?]
    answer: Words mean things.
',NULL,'5c8bc5f324913e8f5a1ec79cb7b6afbe9a3138b2c10ad3c35b05e86c0a66b132');
INSERT INTO "revision_file" VALUES(0,2,0,'ops.yaml',14,'    devops: Less money.
','    devops: Less money now.
','5c8bc5f324913e8f5a1ec79cb7b6afbe9a3138b2c10ad3c35b05e86c0a66b132','951516eeb2d59df0e40bc8ffd5450e8835c432b89522f8b0069a501440bebb8a');
INSERT INTO "revision_file" VALUES(0,3,0,'ops.yaml',13,'','      - how many dollars
','951516eeb2d59df0e40bc8ffd5450e8835c432b89522f8b0069a501440bebb8a','0db6108d0180ad59dcf7167cf61301d1731537899d87ee5cf155b2eb33766945');
INSERT INTO "revision_file" VALUES(0,4,0,'ops.yaml',13,'      - how many dollars
','','0db6108d0180ad59dcf7167cf61301d1731537899d87ee5cf155b2eb33766945','951516eeb2d59df0e40bc8ffd5450e8835c432b89522f8b0069a501440bebb8a');
INSERT INTO "revision_file" VALUES(0,5,0,'ops.yaml',27,'','  office:
    title: Office
    aliases: [rooms]
    questions:
      - Where is the office?
    answer: On the second floor.
','951516eeb2d59df0e40bc8ffd5450e8835c432b89522f8b0069a501440bebb8a','46aaee7607d06e13b73a7520afa80ef34f0e650333874234456202b5d6ab3410');
INSERT INTO "revision_file" VALUES(0,6,0,'ops.yaml',19,'    questions: [Is it safe?, Who guards the data?]
    mlops: Data is guarded.
','    questions: [Is it safe?, Who guards the data?, "Is it secure?"]
    mlops: Data is guarded well.
','46aaee7607d06e13b73a7520afa80ef34f0e650333874234456202b5d6ab3410','35a7d007bfc58c383ebf179bdf40677370bc34bfb7afa3f7a6d530b977b0899b');
INSERT INTO "revision_file" VALUES(0,7,0,'ops.yaml',26,'    answer: Words mean things.
  office:
    title: Office
    aliases: [rooms]
    questions:
      - Where is the office?
    answer: On the second floor.
','    answer: Words mean things, as everywhere.
  office:
    title: Office
    aliases: [rooms]
    questions:
      - Where is the office?
    answer: On the second floor.

  tools:
    title: Tools
    questions: [Which tools are there?]
    both: The same ones.
','35a7d007bfc58c383ebf179bdf40677370bc34bfb7afa3f7a6d530b977b0899b','1cef8cdb7fdd1e7fa9b2c665f1954c8a33dd5651c692a88695fa20ad08b78a18');
INSERT INTO "revision_file" VALUES(0,8,0,'house.yaml',0,'','topic: house
title: The house
entries:
  door:
    title: Door
    questions: [Where is the door?]
    answer: In front.
',NULL,'9147b4f6961b2788a13cdb29a6ec33cc1589d36caeb4bb7b88aea75dd64dbf5b');
INSERT INTO "revision_file" VALUES(0,9,0,'clouds.yaml',0,'','topic: clouds
title: Four clouds
subjects:
  red: {name: Red}
  green: {name: Green}
  blue: {name: Blue}
  grey: {name: Grey}
entries:
  rain:
    title: Rain
    questions: [Does it rain?]
    red: Never.
    green: Often.
    blue: Seldom.
    grey: Always.
',NULL,'211ef482ccb811eb03ab8129b8d3381c0774a002fdd84811478e36119c531afd');
INSERT INTO "revision_file" VALUES(0,10,0,'ops.yaml',27,'  office:
    title: Office
    aliases: [rooms]
    questions:
      - Where is the office?
    answer: On the second floor.
','','1cef8cdb7fdd1e7fa9b2c665f1954c8a33dd5651c692a88695fa20ad08b78a18','011b8411a0ee8170b1373185c2aae6c2292a5e318af59c675d82025cd340e7df');
INSERT INTO "revision_file" VALUES(0,11,0,'ops.yaml',9,'    aliases: [price]
','    aliases: [price, fee]
','011b8411a0ee8170b1373185c2aae6c2292a5e318af59c675d82025cd340e7df','b2c54b97f5b8fb2b9aa76b58fcaab1454c3a9a3cd3a1c8a341a9be9a928c56d5');
INSERT INTO "revision_file" VALUES(0,12,0,'ops.yaml',30,'    questions: [Which tools are there?]
','    questions: [Which tools are there?, what do I work with]
','b2c54b97f5b8fb2b9aa76b58fcaab1454c3a9a3cd3a1c8a341a9be9a928c56d5','1bada509b514ad06ddd3a52f6e36bc004fb6389d7a80782f399c5c0f3d264a50');
INSERT INTO "revision_file" VALUES(1456074443980800006,1,0,'1456074443980800006.yaml',0,'','topic: ops
entries:
  house-rules:
    title: House rules
    aliases: [etiquette]
    questions:
      - What are the house rules?
    answer: Be kind.
',NULL,'7978247bf81ea607d27a5ab289ee2edc90fb4a378e08836c100aef14359322bc');
INSERT INTO "revision_file" VALUES(1456074443980800006,2,0,'1456074443980800006.yaml',8,'','
  glossary:
    title: Glossary
    questions:
      - What do the words mean?
    answer: Ask Nell.
','7978247bf81ea607d27a5ab289ee2edc90fb4a378e08836c100aef14359322bc','8e6f11b7f3f87b40021a2714bb2b921098e6ab45b0078c0cd0ef1487538c8738');
INSERT INTO "revision_file" VALUES(1456074443980800006,3,0,'1456074443980800006.yaml',1,'','hide: [cost]
','8e6f11b7f3f87b40021a2714bb2b921098e6ab45b0078c0cd0ef1487538c8738','ababcd9b27bf146f93aef5c5879cd6776a4fd9e0d596faad74fad3e558d8dd42');
INSERT INTO "revision_file" VALUES(1456074443980800006,4,0,'1456074443980800006.house.yaml',0,'','topic: house
entries:
  door:
    title: Door
    questions:
      - Where is the door?
    answer: At the back.
',NULL,'ea2b80f539e7245c61d435bd76486aa47b42a171474e8c45f4a7a9a32182898f');
CREATE TABLE server_settings (
	server BIGINT NOT NULL, 
	channels JSON, 
	moderator_roles JSON, 
	private BOOLEAN, 
	buttons BOOLEAN, 
	digest_channel BIGINT, 
	PRIMARY KEY (server)
);
INSERT INTO "server_settings" VALUES(1456074443980800006,NULL,'[1456075953930240077]',1,0,1456074443980800012);
INSERT INTO "server_settings" VALUES(1456074443980800002,NULL,NULL,NULL,NULL,1456074443980800011);
CREATE TABLE state (
	name VARCHAR(64) NOT NULL, 
	value TEXT NOT NULL, 
	PRIMARY KEY (name)
);
INSERT INTO "state" VALUES('usage-key','b1cd069b7ec9b8a06325b8a9ffd089c0');
INSERT INTO "state" VALUES('commands:1456074443980800000','9f9d27b11e38abb78ab5de98578d6d6fc20a9a98b04ed035f15c06c29c55d412');
INSERT INTO "state" VALUES('digest:1456074443980800006','2026-01-01');
INSERT INTO "state" VALUES('digest:1456074443980800002','2026-01-01');
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
INSERT INTO "suggestion" VALUES(6439825626593465960,1456074443980800002,1767225600000,'5d329d864b31eb913f412d4e4bdd735e','alice','ops/cost','It is cheaper now','accepted',2);
INSERT INTO "suggestion" VALUES(566832843583498983,1456074443980800002,1767225720000,'5d329d864b31eb913f412d4e4bdd735e',NULL,'ops/glossary','Too short.','declined',NULL);
INSERT INTO "suggestion" VALUES(6999005257646837147,1456074443980800002,1767225840000,'5d329d864b31eb913f412d4e4bdd735e','alice',NULL,'What is a pod?

A group of containers.','open',NULL);
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
INSERT INTO "tracked" VALUES(1456074443980800039,'1456074443980800040','5d329d864b31eb913f412d4e4bdd735e',5996900221429340075,1456074443980800011,1456074443980800002,1767225600000);
INSERT INTO "tracked" VALUES(1456074443980800041,'1456074443980800042','5d329d864b31eb913f412d4e4bdd735e',8123986465418743316,1456074443980800011,1456074443980800002,1767225600000);
INSERT INTO "tracked" VALUES(1456074443980800056,'1456074443980800057','5d329d864b31eb913f412d4e4bdd735e',6605110367362721402,1456074443980800011,1456074443980800002,1767225600000);
CREATE INDEX ix_asked_user ON asked (user);
CREATE INDEX ix_asked_server_at ON asked (server, at);
CREATE INDEX ix_asked_kept_at ON asked (at) WHERE (text IS NOT NULL OR channel IS NOT NULL OR at % 86400000 <> 0);
CREATE INDEX ix_asked_at ON asked (at);
CREATE INDEX ix_rated_user ON rated (user);
CREATE INDEX ix_chosen_user ON chosen (user);
CREATE INDEX ix_revision_author ON revision (author);
CREATE INDEX ix_suggestion_server_status ON suggestion (server, status);
CREATE INDEX ix_revision_entry_entry ON revision_entry (scope, entry);
COMMIT;
