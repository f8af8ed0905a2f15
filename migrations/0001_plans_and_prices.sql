-- Plans and prices are rows: to change one, add a migration or update it in place.
INSERT INTO plans (slug, name, included_credits, max_sites, max_users, max_keywords) VALUES
  ('free', 'Free', 500, 1, 1, 200),
  ('starter', 'Starter', 5000, 2, 2, 500),
  ('growth', 'Growth', 15000, 5, 3, 2000),
  ('scale', 'Scale', 50000, NULL, 10, NULL);
--> statement-breakpoint
INSERT INTO credit_prices (operation, display_name, tokens_per_credit, minimum_credits, basic_credits, quality_credits, premium_credits) VALUES
  ('clustering', 'Keyword clustering', 150, 2, NULL, NULL, NULL),
  ('idea_generation', 'Idea generation', 200, 1, NULL, NULL, NULL),
  ('content_generation', 'Content generation', 100, 3, NULL, NULL, NULL),
  ('image_prompt_extraction', 'Image prompts', 100, 1, NULL, NULL, NULL),
  ('image_generation', 'Image generation', NULL, 1, 1, 5, 15),
  ('linking', 'Link anchors', 300, 1, NULL, NULL, NULL),
  ('optimization', 'Optimization', 200, 1, NULL, NULL, NULL),
  ('adaptation', 'Adaptation', 200, 1, NULL, NULL, NULL);
