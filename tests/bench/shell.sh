#!/bin/sh
# The shell glue: shell.sh SPOOL DONE URL MQTT_PORT. One report at a time; needs inotify-tools, jq, curl, mosquitto-clients.
inotifywait -q -m -e moved_to --format %f "$1" | while IFS= read -r name; do
	body=$(jq -c 'select(any(.places[]; startswith("ua/"))) |
		{identifier, event, urgency, severity, certainty, places, headline, text: .description[0:330]}' "$1/$name")
	[ -z "$body" ] ||
		{ curl -sS -o /dev/null --fail --max-time 5 -H 'Content-Type: application/json' --data-binary "$body" "$3" &&
		mosquitto_pub -h 127.0.0.1 -p "$4" -q 1 -t shell/to/anna -m "$body"; } || continue
	mv "$1/$name" "$2/"
done
