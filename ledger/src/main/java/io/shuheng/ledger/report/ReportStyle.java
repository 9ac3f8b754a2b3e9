package io.shuheng.ledger.report;

/** How the report looks, on a screen and on paper. Needs no font, picture or sheet from elsewhere. */
final class ReportStyle {

    /** Colours keep their contrast when printed in grey, and nothing is told by colour alone. */
    static final String CSS = "*{box-sizing:border-box}"
            + "body{max-width:64rem;margin:0 auto;padding:1.5rem;color:#1b1f24;background:#fff;line-height:1.5;"
            + "font-family:\"Noto Sans CJK SC\",\"Source Han Sans SC\",\"PingFang SC\",\"Microsoft YaHei\",sans-serif;"
            + "font-size:15px}"
            + "h1{font-size:1.7rem;margin:0 0 .2rem}h2{font-size:1.25rem;margin:2.2rem 0 .6rem;padding-bottom:.25rem;"
            + "border-bottom:2px solid #1b1f24}h3{font-size:1.02rem;margin:1.3rem 0 .4rem}p{margin:.4rem 0}"
            + ".sub{color:#4a5159;margin-bottom:1rem}.note{color:#4a5159;font-size:.88em}"
            + ".verdict{border:3px solid;border-radius:6px;padding:1rem 1.2rem;margin:1rem 0}"
            + ".verdict strong{display:block;font-size:1.6rem;line-height:1.3}"
            + ".VERIFIED{border-color:#0a5d2c;background:#eef8f1}.VERIFIED strong{color:#0a5d2c}"
            + ".INCOMPLETE{border-color:#7a5200;background:#fdf6e3}.INCOMPLETE strong{color:#7a5200}"
            + ".FAULT{border-color:#b00020;background:#b00020;color:#fff}"
            + ".FAULT strong{font-size:2.4rem;color:#fff}"
            + "body.unverified{border-left:10px solid #b00020}"
            + ".badge{display:inline-block;background:#b00020;color:#fff;font-size:.72rem;font-weight:bold;"
            + "padding:.1rem .45rem;border-radius:3px;vertical-align:middle}"
            + ".tiles{display:grid;grid-template-columns:repeat(4,1fr);gap:.6rem;margin:.8rem 0}"
            + ".tiles div{border:1px solid #c9ced4;border-radius:5px;padding:.5rem .7rem}"
            + ".tiles b{display:block;font-size:1.2rem;font-variant-numeric:tabular-nums;overflow-wrap:anywhere}"
            + ".tiles span{color:#4a5159;font-size:.85em}"
            + "table{border-collapse:collapse;width:100%;margin:.5rem 0;font-size:.86em}"
            + "th,td{border-bottom:1px solid #d5d9de;padding:.28rem .5rem;text-align:left;vertical-align:top;"
            + "overflow-wrap:anywhere}thead th{border-bottom:2px solid #6b7278;color:#33383e}"
            + ".n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}"
            + ".facts th{width:26%;font-weight:normal;color:#4a5159}"
            + ".k{white-space:nowrap}.w{width:34%}tr.total td{font-weight:bold;border-top:2px solid #6b7278}"
            + "tr.unverified td{background:#fdecef}"
            + ".hash{font-family:\"DejaVu Sans Mono\",\"Noto Sans Mono\",monospace;font-size:.84em;word-break:break-all}"
            + "pre{white-space:pre-wrap;overflow-wrap:anywhere;background:#f3f4f5;padding:.6rem;font-size:.82em;"
            + "font-family:\"DejaVu Sans Mono\",\"Noto Sans Mono\",monospace}"
            + "svg{display:block;width:100%;height:auto;margin:.3rem 0}svg text{font-family:inherit;fill:#33383e}"
            + "ul{margin:.4rem 0;padding-left:1.3rem}li{margin:.2rem 0}"
            + "@page{size:A4;margin:14mm 12mm}"
            + "@media print{*{-webkit-print-color-adjust:exact;print-color-adjust:exact}"
            + "body{max-width:none;padding:0 0 0 .4rem;font-size:11px}section{break-before:auto}"
            + "h2,h3{break-after:avoid}tr,svg,.verdict,.tiles div{break-inside:avoid}thead{display:table-header-group}}";

    private ReportStyle() {}
}
