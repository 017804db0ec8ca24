CREATE TABLE "processes" (
	"id" text PRIMARY KEY NOT NULL,
	"heard_at" timestamp with time zone DEFAULT now() NOT NULL,
	"shares" boolean DEFAULT false NOT NULL
);
--> statement-breakpoint
CREATE TABLE "turns" (
	"name" text PRIMARY KEY NOT NULL,
	"holder" text NOT NULL
);
