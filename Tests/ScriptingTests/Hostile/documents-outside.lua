-- expect: ERR
for invoice in market.invoices:list{} do invoice:statement "../../../etc/passwd" end
error "none"
