-- A validation finds the few that could be about its token, however many others were taken back.
DROP INDEX revocation_audit;
CREATE INDEX revocation_lookup ON revocation (audit_id, user_id, project_id, domain_id);
CREATE INDEX revocation_prune ON revocation (prune_after);
