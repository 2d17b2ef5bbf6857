-- A copied database must never write to a live store.
UPDATE shopify_backend
   SET state = 'disconnected',
       environment = 'test',
       client_secret = NULL,
       previous_client_secret = NULL,
       static_token = NULL;
DELETE FROM shopify_token;
UPDATE ir_cron
   SET active = false
 WHERE id IN (
       SELECT res_id FROM ir_model_data
        WHERE module = 'connector_shopify' AND model = 'ir.cron'
 );
