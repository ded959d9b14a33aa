INSERT INTO "attempts" VALUES(1,1,1,1,'publisher 2762','2026-01-06T07:35:00.000000+00:00','2026-01-06T07:35:00.000000+00:00','published','');
INSERT INTO "claim_evidence" VALUES(1,1,1);
INSERT INTO "claim_evidence" VALUES(1,2,3);
INSERT INTO "claim_evidence" VALUES(1,3,3);
INSERT INTO "claim_evidence" VALUES(1,4,3);
INSERT INTO "claim_evidence" VALUES(1,5,8);
INSERT INTO "claims" VALUES(1,1,1,1,'The score fell from 0.91 to 0.74 once the date column was gone: it had been the label.','did');
INSERT INTO "claims" VALUES(2,1,2,1,'Masks picked the rows in one line, where the loop took nine.','did');
INSERT INTO "claims" VALUES(3,1,3,1,'Masks picked the rows in one line, where the loop took nine.','did');
INSERT INTO "claims" VALUES(4,1,3,2,'I''m working through train/test splits.','doing');
INSERT INTO "claims" VALUES(5,1,3,3,'Next on my roadmap: fit a line by hand.','planned');
INSERT INTO "evidence" VALUES(1,1,'note','note 1','The score fell from 0.91 to 0.74 once the date column was gone: it had been the label.','win','','','2026-01-05T19:00:00.000000+00:00','2026-01-05');
INSERT INTO "evidence" VALUES(3,1,'note','note 2','Masks picked the rows in one line, where the loop took nine.','win','','','2026-01-06T19:00:00.000000+00:00','2026-01-06');
INSERT INTO "evidence" VALUES(5,1,'note','note 3','Joins kept rows I had meant to drop.','','','','2026-01-07T19:00:00.000000+00:00','2026-01-07');
INSERT INTO "evidence" VALUES(8,1,'plan','Day 4','Fit a line by hand','','','','2026-01-08T00:00:00.000000+00:00','2026-01-08');
INSERT INTO "history" VALUES(1,1,1,'2026-01-06T05:00:00.000000+00:00',NULL,'draft','bot','angle win');
INSERT INTO "history" VALUES(2,1,1,'2026-01-06T06:00:00.000000+00:00','draft','approved','person','');
INSERT INTO "history" VALUES(3,1,1,'2026-01-06T07:35:00.000000+00:00','approved','publishing','publisher 2762','');
INSERT INTO "history" VALUES(4,1,1,'2026-01-06T07:35:00.000000+00:00','publishing','published','publisher 2762','');
INSERT INTO "history" VALUES(5,1,2,'2026-01-07T05:00:00.000000+00:00',NULL,'draft','bot','angle win');
INSERT INTO "history" VALUES(6,1,2,'2026-01-07T06:00:00.000000+00:00','draft','approved','person','');
INSERT INTO "history" VALUES(7,1,3,'2026-01-08T05:00:00.000000+00:00',NULL,'draft','bot','angle lesson');
INSERT INTO "history" VALUES(8,1,3,'2026-01-08T05:31:00.000000+00:00','draft','rejected','person','');
INSERT INTO "journeys" VALUES(1,'My roadmap','2026-01-05T19:00:00.000000+00:00',NULL,'');
INSERT INTO "notes" VALUES(1,1,'win','The score fell from 0.91 to 0.74 once the date column was gone: it had been the label.',0,'2026-01-05T19:00:00.000000+00:00','2026-01-05');
INSERT INTO "notes" VALUES(2,1,'win','Masks picked the rows in one line, where the loop took nine.',0,'2026-01-06T19:00:00.000000+00:00','2026-01-06');
INSERT INTO "notes" VALUES(3,1,'','Joins kept rows I had meant to drop.',0,'2026-01-07T19:00:00.000000+00:00','2026-01-07');
INSERT INTO "parts" VALUES(1,1,1,'The score fell from 0.91 to 0.74 once the date column was gone: it had been the label.');
INSERT INTO "parts" VALUES(1,2,1,'Masks picked the rows in one line, where the loop took nine.');
INSERT INTO "parts" VALUES(1,3,1,'Masks picked the rows in one line, where the loop took nine.

I''m working through train/test splits.

With the same customer on both sides of a split, a model can recognize the customer instead of the pattern, and the score will not hold for new ones. GroupKFold keeps each group on one side. Stratifying does something else, since it keeps the class shares alike in all folds, and StratifiedGroupKFold tries to do both.

Next on my roadmap: fit a line by hand.

How do you decide which rows belong together when you split a dataset?');
INSERT INTO "posts" VALUES(1,1,'x','morning','2026-01-06','win','Week 1: Foundations','Day 1: NumPy arrays','published','2026-01-06T07:30:00.000000+00:00','2026-01-06T05:00:00.000000+00:00','2026-01-06T06:00:00.000000+00:00','2026-01-06T07:35:00.000000+00:00','160a53bf7e076d0b4dd6ded33cbce824df1b3224d49bc5709ae616dd0e6c7b58','1e6febd2-3fe6-497a-9539-74ea0a6c0271',1,4);
INSERT INTO "posts" VALUES(2,1,'x','morning','2026-01-07','win','Week 1: Foundations','Day 2: Train/test splits','approved','2026-01-07T07:30:00.000000+00:00','2026-01-07T05:00:00.000000+00:00','2026-01-07T06:00:00.000000+00:00',NULL,'727217aabf3ef5e9573df1c2c004c9522bc03f13825389a1a142e4f6bd1e5097','c3a49fc8-d897-4353-879d-e8b66edd3a3c',0,2);
INSERT INTO "posts" VALUES(3,1,'linkedin','morning','2026-01-08','lesson','Week 1: Foundations','Day 2: Train/test splits','rejected','2026-01-08T08:00:00.000000+00:00','2026-01-08T05:00:00.000000+00:00',NULL,NULL,NULL,NULL,0,2);
INSERT INTO "receipts" VALUES(1,1,1,'sandbox-x-1','file:///home/sam/learnaloud/sandbox/x.jsonl#sandbox-x-1','2026-01-06T07:35:00.000000+00:00');
INSERT INTO "roadmap_item_history" VALUES(1,1,'b9fd658a',1,'NumPy quick start','|week 1|day 1','new');
INSERT INTO "roadmap_item_history" VALUES(2,1,'d5c1b847',1,'Solve thirty array exercises','|week 1|day 1','new');
INSERT INTO "roadmap_item_history" VALUES(3,1,'8740da77',1,'Time a loop against a vectorised sum','|week 1|day 1','new');
INSERT INTO "roadmap_item_history" VALUES(4,1,'5c3a2de5',1,'Splitting data','|week 1|day 2','new');
INSERT INTO "roadmap_item_history" VALUES(5,1,'d292ce4e',1,'Hold out a fifth of the rows','|week 1|day 2','new');
INSERT INTO "roadmap_item_history" VALUES(6,1,'38f258d1',1,'Linear regression','|week 2','new');
INSERT INTO "roadmap_item_history" VALUES(7,1,'d55af4a5',1,'Fit a line by hand','|week 2','new');
INSERT INTO "roadmap_item_history" VALUES(8,1,'ed3bba40',1,'Can read a coefficient','|week 2','new');
INSERT INTO "roadmap_items" VALUES(1,'b9fd658a','theory','NumPy quick start','|week 1|day 1',NULL,NULL);
INSERT INTO "roadmap_items" VALUES(1,'d5c1b847','task','Solve thirty array exercises','|week 1|day 1',NULL,NULL);
INSERT INTO "roadmap_items" VALUES(1,'8740da77','stretch','Time a loop against a vectorised sum','|week 1|day 1',NULL,NULL);
INSERT INTO "roadmap_items" VALUES(1,'5c3a2de5','topic','Splitting data','|week 1|day 2',NULL,NULL);
INSERT INTO "roadmap_items" VALUES(1,'d292ce4e','task','Hold out a fifth of the rows','|week 1|day 2',NULL,NULL);
INSERT INTO "roadmap_items" VALUES(1,'38f258d1','topic','Linear regression','|week 2',NULL,NULL);
INSERT INTO "roadmap_items" VALUES(1,'d55af4a5','task','Fit a line by hand','|week 2',NULL,NULL);
INSERT INTO "roadmap_items" VALUES(1,'ed3bba40','outcome','Can read a coefficient','|week 2',NULL,NULL);
INSERT INTO "roadmap_snapshots" VALUES(1,1,'2026-01-06T05:00:00.000000+00:00','A small plan','3b7a60ffd93b02cecdd302fae754bc1a28766c22919e668269b8000c7bcb6084','8 new');
INSERT INTO "slots" VALUES(1,'x','morning','2026-01-06','2026-01-06T07:30:00.000000+00:00','posted','');
INSERT INTO "slots" VALUES(1,'linkedin','morning','2026-01-06','2026-01-06T08:00:00.000000+00:00','quiet','the evidence carries no post');
INSERT INTO "slots" VALUES(1,'x','morning','2026-01-07','2026-01-07T07:30:00.000000+00:00','open','');
INSERT INTO "slots" VALUES(1,'x','morning','2026-01-08','2026-01-08T07:30:00.000000+00:00','quiet','the evidence carries no post');
INSERT INTO "slots" VALUES(1,'linkedin','morning','2026-01-08','2026-01-08T08:00:00.000000+00:00','rejected','');
