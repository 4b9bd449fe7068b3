"""Papers of invented sellers and buyers, written as the programs that issue them write them."""

from __future__ import annotations

import io
import zipfile
from decimal import Decimal
from xml.sax.saxutils import escape

SELLER, BUYER = "江城云汀会议中心", "江城示例学会"
KEY = "25422000000012345678"


def e_invoice(
    total: str = "9000.00",
    *,
    number: str = KEY,
    seller: str = SELLER,
    buyer: str = BUYER,
    issued: str = "2025-03-16",
) -> bytes:
    """A 数电票 as XML."""
    net = (Decimal(total) / Decimal("1.06")).quantize(Decimal("0.01"))
    return f"""<?xml version="1.0" encoding="utf-8"?>
<EInvoice><Header><EIid>{number}</EIid><EInvoiceTag>SWEI3200</EInvoiceTag></Header>
<EInvoiceData><SellerInformation><SellerIdNum>91420100000000000X</SellerIdNum><SellerName>{escape(seller)}</SellerName>
</SellerInformation><BuyerInformation><BuyerName>{escape(buyer)}</BuyerName></BuyerInformation>
<BasicInformation><TotalAmWithoutTax>{net}</TotalAmWithoutTax><TotalTaxAm>{Decimal(total) - net}</TotalTaxAm>
<TotalTax-includedAmount>{total}</TotalTax-includedAmount><RequestTime>{issued}</RequestTime></BasicInformation>
<IssuItemInformation><ItemName>*会展服务*会议费</ItemName></IssuItemInformation></EInvoiceData>
<TaxSupervisionInfo><InvoiceNumber>{number}</InvoiceNumber><IssueTime>{issued}</IssueTime></TaxSupervisionInfo>
</EInvoice>""".encode()


def ofd(
    total: str = "9000.00", *, number: str = KEY, issued: str = "2025年03月16日", inside: bytes | None = None
) -> bytes:
    """An OFD that names its values, and may carry an XML."""
    net = (Decimal(total) / Decimal("1.06")).quantize(Decimal("0.01"))
    values = {"发票号码": number, "合计金额": net, "合计税额": Decimal(total) - net, "开票日期": issued}
    named = "".join(
        f'<ofd:CustomData Name="{name}">{value}</ofd:CustomData>' for name, value in values.items()
    )
    text = f"""<?xml version="1.0" encoding="UTF-8"?>
<ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016" DocType="OFD" Version="1.1"><ofd:DocBody><ofd:DocInfo>
<ofd:CustomDatas>{named}</ofd:CustomDatas></ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("OFD.xml", text)
        archive.writestr("Doc_0/Document.xml", "<x/>")
        if inside is not None:
            archive.writestr("Doc_0/Attachs/original_invoice.xml", inside)
    return packed.getvalue()


def receiver(
    number: str = KEY, *, gl: str = "22", posted: str = "2025-03-31", year: int = 2023, total: str = "9000.00"
) -> bytes:
    """What 财政部's standard has the receiver of a 数电票 write down: which voucher it was booked with."""
    space = f"http://xbrl.mof.gov.cn/taxonomy/{year}-12-31/einv_ord_receiver"
    facts = {
        "InvoiceNumber": number,
        "SellerName": SELLER,
        "TotalTax-includedAmount": total,
        "WhetherEinvoiceHasBeenBooked": "1",
    }
    said = "".join(f'<e:{name} contextRef="c">{value}</e:{name}>' for name, value in facts.items())
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<xbrl xmlns="http://www.xbrl.org/2003/instance" xmlns:e="{space}">{said}<e:InformationOfAccountingDocumentsTuple>
<e:NumberOfAccountingDocuments contextRef="c">{gl}</e:NumberOfAccountingDocuments>
<e:PostingDate contextRef="c">{posted}</e:PostingDate></e:InformationOfAccountingDocumentsTuple></xbrl>""".encode()


def bank_receipt(total: str = "9000.00", *, payee: str = SELLER, day: str = "2025-03-18") -> bytes:
    """A bank's electronic receipt, by 财政部's standard."""
    facts = {
        "NumberOfBankElectronicReceipt": "R2503180001",
        "DateOfBookkeeping": day,
        "TransactionAmountInFigures": total,
        "AccountNameOfPayer": BUYER,
        "AccountNameOfPayee": payee,
    }
    said = "".join(f'<b:{name} contextRef="c">{value}</b:{name}>' for name, value in facts.items())
    space = "http://xbrl.mof.gov.cn/taxonomy/2021-11-30/bker"
    return f'<xbrl xmlns="http://www.xbrl.org/2003/instance" xmlns:b="{space}">{said}</xbrl>'.encode()


def qr_picture(text: str, form: str = "PNG") -> bytes:
    """A picture, or a PDF of one, with a QR code."""
    import zxingcpp
    from PIL import Image

    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode)
    picture = Image.fromarray(zxingcpp.write_barcode_to_image(code, scale=4)).convert("L")
    page = Image.new("L", (picture.width + 200, picture.height + 200), 255)
    page.paste(picture, (100, 100))
    out = io.BytesIO()
    page.save(out, form)
    return out.getvalue()


def pdf(*lines: str) -> bytes:
    """A PDF with a text layer, as an invoice's is: characters by their codes, and a map from code to character."""
    shown = "".join(
        f"BT /F 12 Tf 1 0 0 1 40 {780 - 24 * n} Tm <{line.encode('utf-16-be').hex()}> Tj ET\n"
        for n, line in enumerate(lines)
    )
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def "
        "1 begincodespacerange <0000> <FFFF> endcodespacerange "
        "1 beginbfrange <0000> <FFFF> <0000> endbfrange endcmap end end"
    )
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>",
        f"<< /Length {len(shown)} >>\nstream\n{shown}endstream",
        "<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [6 0 R] /ToUnicode 7 0 R >>",
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
        f"<< /Length {len(cmap)} >>\nstream\n{cmap}\nendstream",
    ]
    out, places = b"%PDF-1.7\n", []
    for number, one in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{one}\nendobj\n".encode()
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(objects) + 1
    end = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
    return out + end.encode()
