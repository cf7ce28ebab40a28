"""The pages a buyer or a supplier sees at the payment company."""
