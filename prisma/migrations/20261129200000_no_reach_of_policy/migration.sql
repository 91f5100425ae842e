-- It counted cases past the wall, also those that are secret from whoever asked: one more in its sum told an administrator
-- of the school that a learner had asked for help. Now the API counts what the administrator may know of.
DROP FUNCTION reach_of_policy (text, text);
