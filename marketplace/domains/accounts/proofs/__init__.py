"""How people prove who they are: one-time codes, passwords, second steps and recovery codes.

Always holds: an answer takes the same work and says the same whether the contact is known or not; a code, a second
step and a recovery code each work once; what is wrong is counted before it is answered.
"""
