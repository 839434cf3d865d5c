extension Markets {
    /// Code and name of each market without software subscriptions and Azure reservations (reference 10.1).
    static let restrictedMarkets = """
        AX Åland Islands
        AS American Samoa
        AD Andorra
        AI Anguilla
        AQ Antarctica
        AG Antigua and Barbuda
        AW Aruba
        BJ Benin
        BT Bhutan
        BQ Bonaire
        BV Bouvet Island
        BR Brazil
        IO British Indian Ocean Territory
        VG British Virgin Islands
        BF Burkina Faso
        BI Burundi
        KH Cambodia
        CF Central African Republic
        TD Chad
        CN China
        CX Christmas Island
        CC Cocos (Keeling) Islands
        KM Comoros
        CG Congo
        CD Congo (DRC)
        CK Cook Islands
        DJ Djibouti
        DM Dominica
        GQ Equatorial Guinea
        ER Eritrea
        FK Falkland Islands
        GF French Guiana
        PF French Polynesia
        TF French Southern Territories
        GA Gabon
        GM Gambia
        GI Gibraltar
        GL Greenland
        GD Grenada
        GP Guadeloupe
        GU Guam
        GG Guernsey
        GN Guinea
        GW Guinea-Bissau
        GY Guyana
        HT Haiti
        HM Heard Island and McDonald Islands
        IM Isle of Man
        XJ Jan Mayen
        JE Jersey
        KI Kiribati
        XK Kosovo
        LA Laos
        LS Lesotho
        LR Liberia
        MG Madagascar
        MW Malawi
        MV Maldives
        ML Mali
        MH Marshall Islands
        MQ Martinique
        MR Mauritania
        YT Mayotte
        FM Micronesia
        MS Montserrat
        MZ Mozambique
        MM Myanmar
        NR Nauru
        NC New Caledonia
        NE Niger
        NU Niue
        NF Norfolk Island
        MP Northern Mariana Islands
        PW Palau
        PG Papua New Guinea
        PN Pitcairn Islands
        RE Reunion
        RU Russian Federation
        XS Saba
        BL Saint Barthélemy
        LC Saint Lucia
        MF Saint Martin
        PM Saint Pierre and Miquelon
        VC Saint Vincent and the Grenadines
        WS Samoa
        SM San Marino
        ST São Tomé and Príncipe
        SC Seychelles
        SL Sierra Leone
        XE Sint Eustatius
        SX Sint Maarten
        SB Solomon Islands
        SO Somalia
        GS South Georgia and South Sandwich Islands
        SS South Sudan
        SH St Helena, Ascension, Tristan da Cunha
        SR Suriname
        SJ Svalbard
        SZ Swaziland
        TL Timor-Leste
        TG Togo
        TK Tokelau
        TO Tonga
        TC Turks and Caicos Islands
        TV Tuvalu
        UM U.S. Outlying Islands
        VU Vanuatu
        VA Vatican City
        WF Wallis and Futuna
        YE Yemen
        """
}
