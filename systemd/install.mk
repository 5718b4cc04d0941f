# make install: DESTDIR= (a staging root) and PREFIX= (default /usr/local); configuration goes to /etc/sirend and is never
# overwritten. make uninstall takes back what install put there, and leaves configuration, spool, database and users.

INSTALL     ?= install
BINDIR       = $(PREFIX)/bin
MANDIR       = $(PREFIX)/share/man
DOCDIR       = $(PREFIX)/share/doc/sirend
COMPLETIONS  = $(PREFIX)/share/bash-completion/completions
SYSUSERSDIR  = $(PREFIX)/lib/sysusers.d
TMPFILESDIR  = $(PREFIX)/lib/tmpfiles.d

TABLES = $(shell find config/gazetteer config/vocabulary config/formats -type f ! -name '.*' ! -name '*~')
MANUALS = $(wildcard daemon/man/*.[158])
DOCS = $(wildcard README.md LICENSE NOTICE config/gazetteer/README.md)

# The shipped files say /usr/local; this says where things really are.
RELOCATE = sed -e 's|/usr/local/bin/|$(BINDIR)/|g' -e 's|/usr/local/share/sirend|$(DATADIR)|g' -e 's|/etc/sirend|$(SYSCONFDIR)|g'

# Where things are is compiled in: what depends on it is built again when PREFIX is another one than last time.
$(BUILD)/paths: always
	@mkdir -p $(@D)
	@echo '$(DATADIR) $(SYSCONFDIR)' | cmp -s - $@ || echo '$(DATADIR) $(SYSCONFDIR)' >$@
$(patsubst %.c,$(BUILD)/%.o,$(shell grep -lE 'DATADIR|SYSCONFDIR' $(MAINS) $(SOURCES) 2>/dev/null)): $(BUILD)/paths

install: all
	$(INSTALL) -d $(addprefix $(DESTDIR),$(BINDIR) $(DATADIR) $(DOCDIR) $(UNITDIR) $(SYSUSERSDIR) $(TMPFILESDIR))
	$(INSTALL) -d $(DESTDIR)$(SYSCONFDIR)/subscribers.d
	$(INSTALL) -d -m 700 $(DESTDIR)$(SYSCONFDIR)/secrets
	$(INSTALL) $(PROGRAMS) $(DESTDIR)$(BINDIR)
	for f in $(TABLES:config/%=%); do $(INSTALL) -D -m 644 config/$$f $(DESTDIR)$(DATADIR)/$$f || exit 1; done
	$(INSTALL) -m 644 config/report.schema.json $(DESTDIR)$(DATADIR)
	for f in $(DOCS); do $(INSTALL) -D -m 644 $$f $(DESTDIR)$(DOCDIR)/$${f#config/} || exit 1; done
	for f in $(MANUALS); do $(INSTALL) -D -m 644 $$f $(DESTDIR)$(MANDIR)/man$${f##*.}/$${f##*/} || exit 1; done
	for f in $(wildcard daemon/completion/*); do $(INSTALL) -D -m 644 $$f $(DESTDIR)$(COMPLETIONS)/$${f##*/} || exit 1; done
	$(RELOCATE) systemd/sirend.service >$(DESTDIR)$(UNITDIR)/sirend.service
	$(RELOCATE) systemd/sirend.tmpfiles >$(DESTDIR)$(TMPFILESDIR)/sirend.conf
	$(INSTALL) -m 644 systemd/sirend.sysusers $(DESTDIR)$(SYSUSERSDIR)/sirend.conf
	chmod 644 $(DESTDIR)$(UNITDIR)/sirend.service $(DESTDIR)$(TMPFILESDIR)/sirend.conf
	@f=$(DESTDIR)$(SYSCONFDIR)/sirend.conf; rm -f $$f.new; $(RELOCATE) config/sirend.conf >$$f.new; chmod 644 $$f.new; \
	if ! [ -e $$f ]; then mv $$f.new $$f; elif cmp -s $$f.new $$f; then rm $$f.new; \
	else echo "Kept $$f; the shipped one is $$f.new"; fi
ifeq ($(DESTDIR),)
	@printf '%s\n' '' 'Installed. Next, as root:' \
		'  systemctl daemon-reload && systemd-sysusers && systemd-tmpfiles --create' \
		'  editor $(SYSCONFDIR)/sirend.conf          # who wants to know what; broker and chats' \
		'  $(BINDIR)/sirend --check-config' \
		'  systemctl enable --now sirend' \
		'  usermod -aG sirend-spool USER             # each user that drops reports into /var/spool/sirend/incoming' \
		'  usermod -aG sirend,sirend-spool USER      # each user that may use sirenctl'
endif

uninstall:
	rm -f $(addprefix $(DESTDIR)$(BINDIR)/,sirend sirenctl)
	rm -f $(TABLES:config/%=$(DESTDIR)$(DATADIR)/%) $(DESTDIR)$(DATADIR)/report.schema.json
	rm -f $(foreach f,$(MANUALS),$(DESTDIR)$(MANDIR)/man$(subst .,,$(suffix $(f)))/$(notdir $(f)))
	rm -f $(addprefix $(DESTDIR)$(COMPLETIONS)/,$(notdir $(wildcard daemon/completion/*)))
	rm -rf $(DESTDIR)$(DOCDIR)
	rm -f $(DESTDIR)$(UNITDIR)/sirend.service $(DESTDIR)$(SYSUSERSDIR)/sirend.conf $(DESTDIR)$(TMPFILESDIR)/sirend.conf
	-find $(DESTDIR)$(DATADIR) -depth -type d -empty -delete
	@echo 'Left where they are: $(SYSCONFDIR), /var/spool/sirend, /var/lib/sirend, the user sirend.'

.PHONY: install uninstall always
