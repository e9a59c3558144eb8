/** The sample data in German, by its English words. */
export const de = {
  // Places, teams, services and kinds of trouble
  'Kassel, dispatch office': 'Kassel, Versand',
  'Kassel, accounts': 'Kassel, Buchhaltung',
  'Kassel, payroll': 'Kassel, Lohnbüro',
  'Kassel, customer service': 'Kassel, Kundendienst',
  'Ghent, quality laboratory': 'Gent, Qualitätslabor',
  'Lyon, cold store 2': 'Lyon, Kühlhaus 2',
  'Service desk': 'Service-Desk',
  'Network and servers': 'Netz und Server',
  Applications: 'Anwendungen',
  'Information security': 'Informationssicherheit',
  Monitoring: 'Überwachung',
  'E-mail and calendar': 'E-Mail und Kalender',
  'Order desk': 'Auftragserfassung',
  'Tour planning': 'Tourenplanung',
  'Cold chain monitoring': 'Kühlkettenüberwachung',
  'Warehouse terminals': 'Lagerterminals',
  Payroll: 'Lohnabrechnung',
  'Printing and labels': 'Druck und Etiketten',
  'Sign-in and access': 'Anmeldung und Zugriff',
  'Network and Wi-Fi': 'Netz und WLAN',
  Hardware: 'Geräte',
  Software: 'Programme',
  Network: 'Netz',
  Application: 'Anwendung',
  Security: 'Sicherheit',
  Access: 'Zugriff',
  High: 'Hoch',
  Medium: 'Mittel',
  Low: 'Niedrig',
  'Sensitive data is involved': 'Vertrauliche Daten sind betroffen',
  'The service is in a critical window': 'Der Dienst ist in einer kritischen Zeit',

  // The ten weeks before
  'I am looking at it and come back to you.': 'Ich sehe es mir an und melde mich.',
  'Locked out after the holidays': 'Nach dem Urlaub ausgesperrt',
  'Three wrong passwords and now it says my account is locked.':
    'Drei falsche Passwörter, und jetzt heißt es, mein Konto sei gesperrt.',
  'Account unlocked after a call back to the number on file.':
    'Konto nach Rückruf unter der hinterlegten Nummer entsperrt.',
  'Printer on floor 2 jams': 'Papierstau im Drucker im 2. Stock',
  'It takes two sheets at once and jams every tenth page.':
    'Er zieht zwei Blätter auf einmal ein und klemmt bei jeder zehnten Seite.',
  'Pick-up rollers cleaned; they are due in spring.':
    'Einzugsrollen gereinigt; im Frühjahr werden sie getauscht.',
  'Wi-Fi in the canteen is slow': 'WLAN in der Kantine ist langsam',
  'Nothing loads between twelve and one.': 'Zwischen zwölf und eins lädt nichts.',
  'The access point was on a crowded channel; moved.':
    'Der Zugangspunkt funkte auf einem vollen Kanal; umgestellt.',
  'Order desk signs me out every ten minutes': 'Auftragserfassung meldet mich alle zehn Minuten ab',
  'I lose the order I am typing, three times today.':
    'Der Auftrag, den ich gerade tippe, ist dann weg; heute schon dreimal.',
  'Clock of the terminal was eight minutes off; it follows the time server again.':
    'Die Uhr des Terminals ging acht Minuten falsch; sie folgt wieder dem Zeitserver.',
  'Warehouse terminal shows a grey screen': 'Lagerterminal bleibt grau',
  'Terminal 4 starts and stays grey.': 'Terminal 4 startet und bleibt grau.',
  'Terminal given its image again.': 'Terminal neu bespielt.',
  'Cannot open attachments from a supplier': 'Anhänge eines Lieferanten lassen sich nicht öffnen',
  'The file from Bruyne is blocked as dangerous.': 'Die Datei von Bruyne wird als gefährlich gesperrt.',
  'The supplier sends PDF instead of macros from now on; file checked and released once.':
    'Der Lieferant schickt künftig PDF statt Makros; die Datei ist geprüft und einmalig freigegeben.',
  'Cold chain report misses the night': 'Im Kühlkettenbericht fehlt die Nacht',
  'Between two and four there are no values in the report.':
    'Zwischen zwei und vier Uhr stehen keine Werte im Bericht.',
  'Collector restarted; values were buffered and are complete.':
    'Sammler neu gestartet; die Werte waren gepuffert und sind vollständig.',
  'Shared folder of accounts is gone': 'Der Ordner der Buchhaltung ist weg',
  'The folder “Month end” is empty since this morning.':
    'Der Ordner „Monatsabschluss“ ist seit heute Morgen leer.',
  'Moved into a neighbour folder by accident; moved back.':
    'Versehentlich in den Nachbarordner verschoben; zurückgeholt.',
  'Labels come out mirrored': 'Etiketten kommen spiegelverkehrt',
  'Everything from ramp 3 is mirrored.': 'Alles von Rampe 3 ist spiegelverkehrt.',
  'Driver setting after the update; set back.':
    'Eine Treibereinstellung nach der Aktualisierung; zurückgestellt.',
  'Phone at reception has no tone': 'Das Telefon am Empfang ist tot',
  'We use a mobile meanwhile.': 'Wir behelfen uns mit einem Handy.',
  'Port on the switch was disabled; enabled.': 'Der Anschluss am Verteiler war abgeschaltet; eingeschaltet.',
  'Tour planning is slow every morning': 'Tourenplanung ist jeden Morgen langsam',
  'From six to half past six each click takes a minute.':
    'Von sechs bis halb sieben dauert jeder Klick eine Minute.',
  'Statistics of the database rebuilt; under two seconds again.':
    'Statistiken der Datenbank neu berechnet; wieder unter zwei Sekunden.',
  'Second factor does not arrive': 'Der zweite Faktor kommt nicht an',
  'No message on my new phone.': 'Auf meinem neuen Handy kommt keine Nachricht.',
  'New phone registered in person.': 'Neues Handy persönlich eingetragen.',

  // This week
  'Cold store 2: sensor 14 sends no temperature': 'Kühlhaus 2: Fühler 14 meldet keine Temperatur',
  'The wall display shows “– –” for sensor 14. The other eleven are fine. We read it by hand every hour.':
    'Die Wandanzeige zeigt „– –“ für Fühler 14. Die anderen elf sind in Ordnung. Wir lesen stündlich von Hand ab.',
  'The sensor’s radio battery is at 2 %. A colleague changes it on the next round.':
    'Die Batterie des Funkfühlers steht bei 2 %. Eine Kollegin tauscht sie auf der nächsten Runde.',
  'Battery changed, readings are back. The others of that batch get new ones this month.':
    'Batterie getauscht, die Werte sind wieder da. Die übrigen dieser Lieferung bekommen diesen Monat neue.',
  'Order confirmation goes out in the wrong language':
    'Auftragsbestätigung geht in der falschen Sprache hinaus',
  'Customers in Lyon receive Dutch confirmations since the update. Seven have complained.':
    'Kunden in Lyon erhalten seit der Aktualisierung niederländische Bestätigungen. Sieben haben sich beschwert.',
  'The update reads the language of the depot instead of the customer. A fix is being tested.':
    'Die neue Fassung liest die Sprache des Lagers statt der des Kunden. Eine Korrektur wird erprobt.',
  'Version 4.18.2 is live; the language comes from the customer again.':
    'Version 4.18.2 ist im Einsatz; die Sprache kommt wieder vom Kunden.',
  'Two customers still got Dutch this morning: 88120 and 88134.':
    'Zwei Kunden bekamen heute Morgen noch Niederländisch: 88120 und 88134.',
  'Both were created by the batch import, which has a copy of the same code.':
    'Beide stammen aus dem Sammelimport, der dieselbe Stelle noch einmal enthält.',
  'Scanner 22 in the warehouse loses Wi-Fi in aisle F': 'Scanner 22 verliert in Gang F das WLAN',
  'From the middle of aisle F to the end the scanner drops out and I walk back to sync.':
    'Ab der Mitte von Gang F fällt der Scanner aus, und ich laufe zum Abgleichen zurück.',
  'Thank you. Is it only scanner 22, or others in that aisle as well?':
    'Danke. Ist es nur Scanner 22, oder sind es in diesem Gang auch andere?',
  'Scanner 9 too, I just tried.': 'Scanner 9 auch, ich habe es gerade ausprobiert.',
  'Access point F3 has not been seen since the racking was changed on Friday. Visit planned.':
    'Zugangspunkt F3 ist seit dem Umbau der Regale am Freitag nicht mehr zu sehen. Besuch ist geplant.',
  'Calendar invitations arrive twice': 'Termineinladungen kommen doppelt',
  'Every invitation from outside arrives twice and accepting one cancels the other.':
    'Jede Einladung von außen kommt zweimal, und wer eine annimmt, sagt die andere ab.',
  'You have an old rule that forwards invitations to yourself. Shall I remove it?':
    'Sie haben eine alte Regel, die Einladungen an Sie selbst weiterleitet. Soll ich sie entfernen?',
  'Ah. Yes please.': 'Ach so. Ja, bitte.',
  'Rule removed.': 'Regel entfernt.',
  'Network latency Ghent – Kassel above 180 ms': 'Laufzeit Gent – Kassel über 180 ms',
  'Threshold net.latency 120 ms for 10 min, value 187 ms. Link GH-KS-1.':
    'Schwelle net.latency 120 ms für 10 min, Wert 187 ms. Strecke GH-KS-1.',
  'Carrier ticket 77-20931 opened, traffic moved to GH-KS-2.':
    'Beim Netzbetreiber gemeldet (77-20931), Verkehr auf GH-KS-2 verlegt.',
  'Traffic runs over the second link; the carrier repairs the first one.':
    'Der Verkehr läuft über die zweite Strecke; der Betreiber repariert die erste.',
  'Invoice export: amounts without decimals': 'Rechnungsausgabe: Beträge ohne Kommastellen',
  'The file for the tax office has 12950 where it should say 129.50. I have not sent it.':
    'In der Datei für das Finanzamt steht 12950 statt 129,50. Ich habe sie nicht abgeschickt.',
  'Good that you looked. The export follows a setting of the server that was changed at the weekend. You get a corrected file today.':
    'Gut, dass Sie nachgesehen haben. Die Ausgabe richtet sich nach einer Einstellung des Servers, die am Wochenende geändert wurde. Sie bekommen heute eine berichtigte Datei.',
  'Export writes decimals on its own setting now; corrected file sent.':
    'Die Ausgabe hat jetzt ihre eigene Einstellung für Kommastellen; berichtigte Datei verschickt.',
  'Server room Kassel: air conditioning failed': 'Serverraum Kassel: Klimaanlage ausgefallen',
  'Temperature 34 °C and rising. Two database hosts have switched themselves off.':
    'Temperatur 34 °C, steigend. Zwei Datenbankrechner haben sich abgeschaltet.',
  'Order desk and warehouse terminals are down in Kassel. Facility management is on its way. Next word at quarter past.':
    'Auftragserfassung und Lagerterminals stehen in Kassel. Die Haustechnik ist unterwegs. Nächste Nachricht um Viertel nach.',
  'Mobile coolers from the cold store, 29 °C and falling. Hosts stay off until 26 °C.':
    'Mobile Kühler aus dem Kühlhaus, 29 °C, fallend. Die Rechner bleiben bis 26 °C aus.',
  'The room cools down. We expect to start the order desk within the hour.':
    'Der Raum kühlt ab. Wir rechnen damit, die Auftragserfassung binnen einer Stunde zu starten.',
  'All hosts are up, mobile coolers stay until the repair on Thursday.':
    'Alle Rechner laufen, die mobilen Kühler bleiben bis zur Reparatur am Donnerstag.',
  'Screen flickers after docking': 'Bildschirm flackert nach dem Andocken',
  'My second screen flickers for a minute each time I dock.':
    'Mein zweiter Bildschirm flackert bei jedem Andocken eine Minute lang.',
  'New dock ordered, two weeks': 'Neue Dockingstation bestellt, zwei Wochen',
  'Tour sheet shows yesterday’s date': 'Tourenblatt zeigt das Datum von gestern',
  'All sheets printed before six carry yesterday’s date.':
    'Alle Blätter, die vor sechs gedruckt werden, tragen das Datum von gestern.',
  'Sheets use UTC, so until six in the morning it is yesterday. Not before the next release.':
    'Die Blätter rechnen in UTC, also ist bis sechs Uhr früh gestern. Nicht vor der nächsten Fassung.',
  'Please give me a larger mailbox': 'Bitte um ein größeres Postfach',
  'My mailbox is full again.': 'Mein Postfach ist wieder voll.',
  'This is an order, not a fault: it went to the shop as order 5512.':
    'Das ist eine Bestellung, keine Störung: sie liegt als Bestellung 5512 im Shop.',

  // This morning
  'Tour planning does not answer in any depot': 'Tourenplanung antwortet in keinem Lager',
  'Since about twenty past, tour planning shows a white page in Kassel, Ghent and Lyon. Drivers for the afternoon tours are waiting at the ramp; we print the old sheets by hand.':
    'Seit etwa zwanzig nach zeigt die Tourenplanung in Kassel, Gent und Lyon eine weiße Seite. Die Fahrer der Nachmittagstouren warten an der Rampe; wir drucken die alten Blätter von Hand.',
  'I can see it from here too. Our application people are on it; next word from us in half an hour.':
    'Ich sehe es von hier aus auch. Unsere Anwendungsleute sind dran; nächste Nachricht in einer halben Stunde.',
  'Connection pool on tours-db-02 is exhausted, 400 of 400 in use. Looks like the nightly export never finished.':
    'Die Verbindungen auf tours-db-02 sind erschöpft, 400 von 400 belegt. Die nächtliche Ausgabe ist offenbar nie fertig geworden.',
  'The database takes no new connections. We stop last night’s export and restart the service; expect ten minutes.':
    'Die Datenbank nimmt keine neuen Verbindungen an. Wir brechen die Ausgabe der letzten Nacht ab und starten den Dienst neu; das dauert zehn Minuten.',
  'Export stopped, pool at 38. Restarting the application nodes one after the other.':
    'Ausgabe abgebrochen, 38 Verbindungen belegt. Die Anwendungsknoten starten nacheinander neu.',
  'Payroll run stops at step 4, payday is tomorrow':
    'Lohnlauf bleibt bei Schritt 4 stehen, morgen ist Zahltag',
  'The run for all 1,240 people stops at “post to bank file” with error PR-2071. The bank needs the file by 16:00.':
    'Der Lauf für alle 1.240 Leute bleibt bei „in die Bankdatei schreiben“ mit Fehler PR-2071 stehen. Die Bank braucht die Datei bis 16:00.',
  'Caller is in payroll, deadline 16:00 confirmed with finance. Critical window set.':
    'Die Anruferin ist im Lohnbüro, Frist 16:00 mit der Finanzabteilung bestätigt. Kritische Zeit gesetzt.',
  'Step 4 trips over one person with two bank accounts. I take that record out of the run, you get the file, and we pay that person separately. May I?':
    'Schritt 4 stolpert über eine Person mit zwei Bankverbindungen. Ich nehme den Satz aus dem Lauf, Sie bekommen die Datei, und wir zahlen dieser Person einzeln. Darf ich?',
  'Yes please. It is personnel number 20417, I will pay by hand.':
    'Ja, bitte. Es ist die Personalnummer 20417, ich zahle von Hand.',
  'Run repeated without 20417, file written, checksum sent to Ruth. Root cause goes to problem management.':
    'Lauf ohne 20417 wiederholt, Datei geschrieben, Prüfsumme an Ruth. Die Ursache geht an das Problem-Management.',
  'Suspicious mail asks for the cold store door codes':
    'Verdächtige Mail fragt nach den Türcodes der Kühlhäuser',
  'Four colleagues in Lyon got a mail “from facility management” with a link to confirm the door codes. One of us clicked and typed the code.':
    'Vier in Lyon bekamen eine Mail „von der Haustechnik“ mit einem Link, um die Türcodes zu bestätigen. Eine von uns hat geklickt und den Code eingetippt.',
  'Thank you for calling at once. Please leave the mail where it is and do not forward it.':
    'Danke für den sofortigen Anruf. Bitte lassen Sie die Mail, wo sie ist, und leiten Sie sie nicht weiter.',
  'Link leads to a page registered two days ago. Sender blocked, page reported, 31 copies removed from mailboxes.':
    'Der Link führt auf eine vor zwei Tagen angemeldete Seite. Absender gesperrt, Seite gemeldet, 31 Exemplare aus Postfächern entfernt.',
  'The codes of cold store 2 are changed; your shift lead has the new ones on paper. Nobody gets into trouble for clicking, telling us quickly was right.':
    'Die Codes von Kühlhaus 2 sind geändert; Ihre Schichtleitung hat die neuen auf Papier. Wegen des Klicks bekommt niemand Ärger, die schnelle Meldung war richtig.',
  'Label printer at ramp 7 prints every second label blank':
    'Etikettendrucker an Rampe 7 lässt jedes zweite Etikett leer',
  'The Zebra at ramp 7 feeds two labels for one. We lose about a roll an hour.':
    'Der Zebra an Rampe 7 schiebt zwei Etiketten statt einem vor. Wir verlieren etwa eine Rolle in der Stunde.',
  'Please hold the feed button until it blinks twice and let go: it measures the label length again.':
    'Bitte halten Sie die Vorschubtaste, bis sie zweimal blinkt, und lassen Sie los: er misst die Etikettenlänge neu.',
  'Done, three good ones and then the same again.': 'Gemacht: drei gute, dann wieder dasselbe.',
  'Spare print head ordered, arrives tomorrow morning': 'Ersatzdruckkopf bestellt, kommt morgen früh',
  'CPU of orders-app-03 above 95 % for 15 minutes': 'CPU von orders-app-03 seit 15 Minuten über 95 %',
  'Threshold cpu.load 95 % for 15 min, value 98.2 %. Host orders-app-03, Kassel.':
    'Schwelle cpu.load 95 % für 15 min, Wert 98,2 %. Rechner orders-app-03, Kassel.',
  'One worker spins in the price import. Two of three nodes are fine, customers notice nothing so far.':
    'Ein Prozess hängt in der Preisübernahme. Zwei von drei Knoten sind in Ordnung, Kunden merken bisher nichts.',
  'Second node climbs as well, so this cannot wait until tonight.':
    'Der zweite Knoten steigt auch, das kann also nicht bis heute Abend warten.',
  'No access to the quality archive after moving office':
    'Nach dem Umzug kein Zugriff auf das Qualitätsarchiv',
  'Since I sit in the new laboratory I get “access denied” for the quality archive. I need it for the audit on Thursday.':
    'Seit ich im neuen Labor sitze, heißt es beim Qualitätsarchiv „Zugriff verweigert“. Ich brauche es für die Prüfung am Donnerstag.',
  'Your move has put you into another group. I have asked the owner of the archive, Mr Claes, to agree.':
    'Durch den Umzug sind Sie in einer anderen Gruppe. Ich habe den Verantwortlichen des Archivs, Herrn Claes, um Zustimmung gebeten.',
  'Waiting for the approval of the archive’s owner': 'Wartet auf die Zustimmung des Archivverantwortlichen',
};
